import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dueDate, gestationOn, openPregnancyOn } from '#domain/pregnancy/gestation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PersonFile, PregnancyEpisode } from '#domain/visit/person-file.ts'
import { formatDay } from '#device/i18n/format.ts'
import { useLive } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { LoadingState } from '#device/ui/states.tsx'
import { mayBePregnant } from '#device/pregnancy/may-be-pregnant.ts'
import type { RecordState } from '#protocol/merge.ts'
import css from './person.module.css'

const AddPregnancySheet = lazy(async () => {
  const { AddPregnancySheet } = await import('./add-pregnancy-sheet.tsx')
  return { default: AddPregnancySheet }
})
const EndPregnancySheet = lazy(async () => {
  const { EndPregnancySheet } = await import('./end-pregnancy-sheet.tsx')
  return { default: EndPregnancySheet }
})

const DoublePregnancy = lazy(async () => {
  const { DoublePregnancy } = await import('./double-pregnancy.tsx')
  return { default: DoublePregnancy }
})

type Props = {
  readonly personId: string
  readonly file: PersonFile
  /** The person's records, the pregnancies among them. */
  readonly records: readonly RecordState[]
  readonly today: CalendarDay
}

/** The pregnancy that is open, the way to record one or to end it, and the earlier ones. */
export function PregnancyCard({ personId, file, records, today }: Props) {
  const { t } = useTranslation('person')
  const [sheet, setSheet] = useState<'none' | 'add' | 'end'>('none')
  // Pregnancies come after the people: until all is loaded nobody knows that there is none.
  const contact = useLive((store) => store.contact())
  const open = openPregnancyOn(file.pregnancies, today)
  // One whose dates are beyond 44 weeks is not open for the rules, but somebody has to end it.
  const unfinished = open ?? file.pregnancies.find((episode) => !episode.endedOn)
  const begun = file.pregnancies.filter((episode) => !episode.endedOn)
  const ended = file.pregnancies.filter((episode) => episode.endedOn)
  const canAdd = !unfinished && mayBePregnant(file, today)
  if (!unfinished && ended.length === 0 && !canAdd) return null
  const close = () => setSheet('none')
  return (
    <Card title={t('pregnancy.title')}>
      {unfinished && <OpenPregnancy episode={unfinished} today={today} />}
      {begun.length > 1 && (
        <Suspense fallback={<LoadingState rows={1} />}>
          <DoublePregnancy episodes={begun} records={records} today={today} />
        </Suspense>
      )}
      {!unfinished && contact?.firstLoadDone && <p>{t('pregnancy.none')}</p>}
      {unfinished && <Button onPress={() => setSheet('end')}>{t('pregnancy.end')}</Button>}
      {canAdd && <Button onPress={() => setSheet('add')}>{t('pregnancy.add')}</Button>}
      {ended.length > 0 && <EndedPregnancies episodes={ended} />}
      <Suspense>
        {sheet === 'add' && <AddPregnancySheet personId={personId} today={today} onClose={close} />}
        {sheet === 'end' && unfinished && (
          <EndPregnancySheet episode={unfinished} today={today} onClose={close} />
        )}
      </Suspense>
    </Card>
  )
}

function OpenPregnancy({
  episode,
  today,
}: {
  readonly episode: PregnancyEpisode
  readonly today: CalendarDay
}) {
  const { t, i18n } = useTranslation('person')
  const gestation = gestationOn(episode, today)
  const due = dueDate(episode)
  return (
    <div>
      <p>{t('pregnancy.open')}</p>
      {gestation && <p className={css.weeks}>{t('pregnancy.weeks', { weeks: gestation.weeks })}</p>}
      {due && <p>{t('pregnancy.due', { date: formatDay(due, i18n.language) })}</p>}
      {episode.gravida !== undefined && <p>{t('pregnancy.gravida', { count: episode.gravida })}</p>}
    </div>
  )
}

function EndedPregnancies({ episodes }: { readonly episodes: readonly PregnancyEpisode[] }) {
  const { t, i18n } = useTranslation('person')
  return (
    <ul className={css.pregnancies}>
      {episodes.map((episode) => (
        <li key={episode.id}>
          {episode.endedOn && t('pregnancy.ended', { date: formatDay(episode.endedOn, i18n.language) })}
          {episode.outcome && ` · ${t(`pregnancy.outcomes.${episode.outcome}`)}`}
        </li>
      ))}
    </ul>
  )
}
