import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dueDate, gestationOn } from '#domain/pregnancy/gestation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'
import { nameOfPhone } from '#device/conflicts/name-of-phone.ts'
import { formatDay, formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { useSaving } from '#device/ui/use-saving.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { headStamps, type RecordState } from '#protocol/merge.ts'
import { voidOf } from '#protocol/records/voided.ts'
import { parseStamp } from '#protocol/stamp.ts'

type Props = {
  /** The unfinished ones, more than one. */
  readonly episodes: readonly PregnancyEpisode[]
  readonly records: readonly RecordState[]
  readonly today: CalendarDay
}

/**
 * One pregnancy that was recorded more than once, as two phones do that have not heard of each other. Its weeks would be
 * counted from whichever began last, so somebody has to say which is right; the others are voided and stay in the history.
 */
export function DoublePregnancy({ episodes, records, today }: Props) {
  const { t } = useTranslation('person')
  const store = useStore()
  const { problem, attempt } = useSaving()
  const [chosen, setChosen] = useState<PregnancyEpisode>()
  const keep = ({ id }: PregnancyEpisode) =>
    attempt(async () => {
      const others = records.filter(
        (record) => record.id !== id && episodes.some((episode) => episode.id === record.id),
      )
      await store.save(
        others.map((record) => ({
          kind: 'pregnancy',
          id: record.id,
          set: { voided: voidOf(record, 'recordedTwice') },
          shown: headStamps(record),
        })),
      )
      showToast(t('common:saved'))
      setChosen(undefined)
    })
  return (
    <>
      <Note look="warning">
        <p>{t('pregnancy.double', { count: episodes.length })}</p>
        <p>{t('pregnancy.doubleText')}</p>
      </Note>
      <List label={t('pregnancy.doubleList')}>
        {inOrder(episodes).map((episode) => (
          <Row
            key={episode.id}
            title={<Dates episode={episode} today={today} />}
            lines={[<Writer key="writer" record={records.find(({ id }) => id === episode.id)} />]}
            actions={<Button onPress={() => setChosen(episode)}>{t('pregnancy.doubleChoose')}</Button>}
          />
        ))}
      </List>
      {chosen && (
        <ConfirmSheet
          title={t('pregnancy.doubleAsk')}
          confirm={t('pregnancy.doubleChoose')}
          onCancel={() => setChosen(undefined)}
          onConfirm={() => keep(chosen)}
        >
          <p>
            <strong>
              <Dates episode={chosen} today={today} />
            </strong>
          </p>
          <p>{t('pregnancy.doubleAskText')}</p>
          {problem && <Note look="error">{problem}</Note>}
        </ConfirmSheet>
      )}
    </>
  )
}

/** The one that began first comes first. */
const inOrder = (episodes: readonly PregnancyEpisode[]) =>
  [...episodes].sort((one, other) => ((dueDate(one) ?? '') < (dueDate(other) ?? '') ? -1 : 1))

type DatesProps = { readonly episode: PregnancyEpisode; readonly today: CalendarDay }

function Dates({ episode, today }: DatesProps) {
  const { t, i18n } = useTranslation('person')
  const gestation = gestationOn(episode, today)
  const due = dueDate(episode)
  const words = [
    gestation && t('pregnancy.weeks', { weeks: gestation.weeks }),
    due && t('pregnancy.due', { date: formatDay(due, i18n.language) }),
    episode.gravida !== undefined && t('pregnancy.gravida', { count: episode.gravida }),
  ].filter(Boolean)
  return words.length > 0 ? words.join(' · ') : t('pregnancy.undated')
}

/** On which phone, and when, it was written last. */
function Writer({ record }: { readonly record: RecordState | undefined }) {
  const { t, language } = useWords()
  const holder = useLive((store) => store.enrolment())
  const stamps = Object.values(record?.fields ?? {}).flatMap(({ heads }) =>
    heads.map(({ stamp }) => parseStamp(stamp)),
  )
  const last = stamps.reduce((one, other) => ((other?.time ?? 0) > (one?.time ?? 0) ? other : one), undefined)
  if (!last || !holder) return null
  const time = formatMoment(last.time, systemClock.now(), language)
  return t('visit:conflict.wrote', { by: nameOfPhone(t, holder, last.device), time })
}
