import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import { calendarDayAt, otherNow } from '#device/platform/today.ts'
import { Button } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { Note } from '#device/ui/states.tsx'
import { shownFields } from '#protocol/merge.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { visitDayFor } from './visit-day.ts'
import type { VisitSource } from './visit-setup.ts'

type Props = {
  readonly personId: string
  readonly source: VisitSource
  readonly children: (now: number) => ReactNode
}

/**
 * A visit at the moment that it is, ms. Where phone and puskesmas do not agree on the day, and neither an open posyandu
 * day nor a form begun before says it, whoever makes the visit chooses: the age is counted from it.
 */
export function DatedVisit({ personId, source, children }: Props) {
  const [now] = useState(() => systemClock.now())
  const [chosen, setChosen] = useState<number>()
  const there = otherNow(source.contact, now)
  if (there === undefined || chosen !== undefined || !isDatedByClock(source, now))
    return children(chosen ?? now)
  return <AskDay personId={personId} here={now} there={there} onChosen={setChosen} />
}

function isDatedByClock({ view, days, draft, visitId }: VisitSource, now: number): boolean {
  const { posyanduId } = shownFields(view.person) as PersonFields
  return visitId === undefined && !draft && !visitDayFor(days, posyanduId, now).posyanduDayId
}

type AskProps = {
  readonly personId: string
  /** Now by the phone's clock and by the puskesmas's, ms. */
  readonly here: number
  readonly there: number
  readonly onChosen: (now: number) => void
}

function AskDay({ personId, here, there, onChosen }: AskProps) {
  const { t, i18n } = useTranslation(['visit', 'common'])
  const date = (moment: number) => formatDay(calendarDayAt(moment), i18n.language)
  return (
    <Screen title={t('title')} back={`/person/${personId}`}>
      <h2>{t('askDay.title')}</h2>
      <Note look="warning">{t('common:twoDays.text')}</Note>
      <Button width="wide" onPress={() => onChosen(there)}>
        {t('common:twoDays.there', { date: date(there) })}
      </Button>
      <Button width="wide" onPress={() => onChosen(here)}>
        {t('common:twoDays.here', { date: date(here) })}
      </Button>
      <p>{t('askDay.then')}</p>
    </Screen>
  )
}
