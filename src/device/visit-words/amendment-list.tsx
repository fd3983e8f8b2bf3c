import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import { instrumentById } from '#domain/instruments/index.ts'
import type { AnswerValue } from '#domain/instruments/instrument.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { amendmentsOf } from '#protocol/records/amendments.ts'
import { showAnswer } from './show-value.ts'
import { useWords } from './use-words.ts'
import css from './amendment-list.module.css'

type ListProps = {
  /** The fields of the visit as shown. */
  readonly fields: Readonly<Record<string, FieldValue>>
  readonly instrument: string
  /** Whether an answer may be read here, by field id. */
  readonly mayRead: (field: string) => boolean
}

/** Every correction of a visit: who, when, why, and what stood there before. */
export function AmendmentList({ fields, instrument: instrumentId, mayRead }: ListProps) {
  const words = useWords()
  const { t } = words
  const amendments = amendmentsOf(fields)
  if (amendments.length === 0) return null
  const instrument = instrumentById(instrumentId)
  function before([id, value]: readonly [string, FieldValue]): string {
    const field = instrument?.fields.find((one) => one.id === id)
    if (!field) return id
    const label = t(`fields:${id}.label`)
    const shown = value === null ? t('visit:amendment.empty') : showAnswer(words, field, value as AnswerValue)
    return t('visit:amendment.was', { label, value: shown })
  }
  return (
    <ul className={css.amendments}>
      {amendments.map((amendment, i) => (
        <li key={i}>
          <p>
            {t('visit:amendment.done', {
              time: formatMoment(amendment.at, systemClock.now(), words.language),
              by: amendment.by,
              reason: amendment.note ?? t(`visit:amendment.reasons.${amendment.reason}`),
            })}
          </p>
          <p>
            {t('visit:amendment.former')}:{' '}
            {Object.entries(amendment.former)
              .filter(([id]) => mayRead(id))
              .map(before)
              .join('; ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
