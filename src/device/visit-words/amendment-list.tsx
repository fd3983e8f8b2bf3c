import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { amendmentsOf } from '#protocol/records/amendments.ts'
import { fieldLabel, type Named, recordValue } from './record-words.ts'
import { useWords } from './use-words.ts'
import css from './amendment-list.module.css'

type ListProps = {
  /** The fields of the record as shown. */
  readonly fields: Readonly<Record<string, FieldValue>>
  /** Of a visit. */
  readonly instrument?: string
  readonly named?: Named | undefined
  /** Whether an answer may be read here, by field id. */
  readonly mayRead: (field: string) => boolean
}

/** Every correction of a record: who, when, why, and what stood there before. */
export function AmendmentList({ fields, instrument, named, mayRead }: ListProps) {
  const words = useWords()
  const { t } = words
  const amendments = amendmentsOf(fields)
  if (amendments.length === 0) return null
  const before = ([id, value]: readonly [string, FieldValue]): string =>
    t('visit:amendment.was', {
      label: fieldLabel(words, id),
      value: recordValue(words, id, value, { instrument, named }),
    })
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
