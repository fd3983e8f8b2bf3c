import type { Words } from '#device/findings/finding-words.ts'
import { findingWords } from '#device/findings/finding-words.ts'
import { useId } from 'react'
import { LevelSign } from '#device/ui/sign.tsx'
import type { Answers, Field, Finding, Instrument } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import css from './finding-card.module.css'
import { GrowthPicture, isPictured } from './growth-picture.tsx'
import { showAnswer } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'

export type FindingProps = {
  readonly finding: Finding
  readonly instrument: Instrument
  readonly answers: Answers
}

/** One conclusion: what was measured, what it means, what to do now; limit and source in small print. */
export function FindingCard({ finding, instrument, answers }: FindingProps) {
  const words = useWords()
  const { t } = words
  const id = useId()
  const { level } = finding
  const says = findingWords(words, finding)
  return (
    <article
      className={css.finding}
      aria-labelledby={id}
      style={{ borderColor: `var(--level-${level})`, background: `var(--level-${level}-soft)` }}
    >
      <h2 id={id} className={css.title} style={{ color: `var(--level-${level}-ink)` }}>
        <LevelSign level={level} size={32} />
        <span>{says.title}</span>
      </h2>
      <Measured finding={finding} instrument={instrument} answers={answers} />
      {isPictured(finding) && <GrowthPicture finding={finding} />}
      <p>{says.meaning}</p>
      <div className={css.advice}>
        {finding.deadline && (
          <p className={css.deadline}>
            {t([
              `visit:deadlines.${level}.${finding.deadline}`,
              `visit:deadlines.confirm.${finding.deadline}`,
            ])}
          </p>
        )}
        <p>{says.advice}</p>
      </div>
      <FindingSource finding={finding} instrument={instrument} answers={answers} />
    </article>
  )
}

type MeasuredValue = { readonly field: Field; readonly label: string; readonly value: string }

/** The values that a finding speaks of. */
export function measuredIn(
  words: Words,
  { finding, instrument, answers }: FindingProps,
): readonly MeasuredValue[] {
  return finding.fields.flatMap((id) => {
    const field = instrument.fields.find((one) => one.id === id)
    const value = answers[id]
    if (!field || value === undefined || !hasValue(value)) return []
    return [{ field, label: words.t(`fields:${id}.label`), value: showAnswer(words, field, value) }]
  })
}

function Measured(props: FindingProps) {
  const shown = measuredIn(useWords(), props)
  if (shown.length === 0) return null
  return (
    <dl className={css.measured}>
      {shown.map(({ field, label, value }) => (
        <div key={field.id} className={css.pair}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The limit that decided and where it comes from, in small print. */
export function FindingSource({ finding, instrument }: FindingProps) {
  const words = useWords()
  const rule = instrument.rules.find((one) => one.id === finding.rule)
  const { limit } = findingWords(words, finding)
  const source = rule && words.t('visit:source', { source: rule.source, card: finding.card })
  return <p className={css.small}>{[limit, source].filter(Boolean).join(' ')}</p>
}
