import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import { showAnswer } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { instrumentById } from '#domain/instruments/index.ts'
import type { AnswerValue } from '#domain/instruments/instrument.ts'
import { type RecordState, shownFields } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { amendmentsOf } from '#protocol/records/amendments.ts'
import type { VisitFields } from '#protocol/records/fields.ts'
import css from './person.module.css'

/** Every correction of a visit: who, when, why, and what stood there before. */
export function VisitAmendments({ record }: { readonly record: RecordState }) {
  const words = useWords()
  const { t } = words
  const fields = shownFields(record)
  const amendments = amendmentsOf(fields)
  if (amendments.length === 0) return null
  const instrument = instrumentById(String((fields as VisitFields).instrument))
  function before([id, value]: readonly [string, FieldValue]): string {
    const field = instrument?.fields.find((one) => one.id === id)
    if (!field) return id
    const label = t(`fields:${id}.label`)
    const shown = value === null ? t('visit:amendment.empty') : showAnswer(words, field, value as AnswerValue)
    return t('visit:amendment.was', { label, value: shown })
  }
  return (
    <ul className={css.findings}>
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
            {t('visit:amendment.former')}: {Object.entries(amendment.former).map(before).join('; ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
