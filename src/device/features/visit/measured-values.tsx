import type { Words } from '#device/findings/finding-words.ts'
import { showAnswer } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import type { Answers, Field, Finding, Instrument } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import css from './finding-card.module.css'

export type FindingProps = {
  readonly finding: Finding
  readonly instrument: Instrument
  readonly answers: Answers
}

type MeasuredValue = { readonly field: Field; readonly label: string; readonly value: string }

/**
 * The values that a finding speaks of. Of several yes-or-no questions only those with a yes; of a scored form none: its
 * score stands in the words.
 */
export function measuredIn(
  words: Words,
  { finding, instrument, answers }: FindingProps,
): readonly MeasuredValue[] {
  const isScored = 'score' in finding.facts
  return finding.fields.flatMap((id) => {
    const field = instrument.fields.find((one) => one.id === id)
    const value = answers[id]
    if (!field || value === undefined || !hasValue(value)) return []
    if (value === false && finding.fields.length > 1) return []
    if (isScored && field.officialItem) return []
    return [{ field, label: words.t(`fields:${id}.label`), value: showAnswer(words, field, value) }]
  })
}

/** What was measured, large; what was said yes to, as a list. */
export function MeasuredValues(props: FindingProps) {
  const { answers } = props
  const shown = measuredIn(useWords(), props)
  const said = shown.filter(({ field }) => answers[field.id] === true)
  const measured = shown.filter(({ field }) => answers[field.id] !== true)
  return (
    <>
      {measured.length > 0 && (
        <dl className={css.measured}>
          {measured.map(({ field, label, value }) => (
            <div key={field.id} className={css.pair}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {said.length > 0 && (
        <ul className={css.said}>
          {said.map(({ field, label }) => (
            <li key={field.id}>{label}</li>
          ))}
        </ul>
      )}
    </>
  )
}
