import { useId } from 'react'
import { findingWords } from '#device/findings/finding-words.ts'
import { Icon } from '#device/ui/icon.tsx'
import { LevelSign } from '#device/ui/sign.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import css from './finding-card.module.css'
import { FindingSource } from './finding-source.tsx'
import { GrowthPicture, isPictured } from './growth-picture.tsx'
import { type FindingProps, MeasuredValues } from './measured-values.tsx'

/** One conclusion that matters first: what was measured, what it means, what to do now, the limit and its source. */
export function FindingCard(props: FindingProps) {
  const words = useWords()
  const id = useId()
  const { level } = props.finding
  return (
    <article
      className={css.finding}
      aria-labelledby={id}
      style={{ borderColor: `var(--level-${level})`, background: `var(--level-${level}-soft)` }}
    >
      <h2 id={id} className={css.title} style={{ color: `var(--level-${level}-ink)` }}>
        <LevelSign level={level} size={32} />
        <span>{findingWords(words, props.finding).title}</span>
      </h2>
      <FindingBody {...props} />
    </article>
  )
}

/** The same on one line until it is tapped. */
export function FoldedFinding(props: FindingProps) {
  const words = useWords()
  const { level } = props.finding
  return (
    <details className={css.folded} style={{ borderColor: `var(--level-${level})` }}>
      <summary className={css.foldedHead}>
        <LevelSign level={level} size={28} />
        <span className={css.foldedWords}>
          <span className="visually-hidden">{words.t(`level.${level}`, { ns: 'common' })}: </span>
          <strong>{findingWords(words, props.finding).title}</strong>
          <DeadlineWords {...props} />
        </span>
        <span className={css.chevron}>
          <Icon name="forward" />
        </span>
      </summary>
      <div className={css.foldedBody}>
        <FindingBody {...props} />
      </div>
    </details>
  )
}

function FindingBody(props: FindingProps) {
  const { finding, instrument } = props
  const says = findingWords(useWords(), finding)
  return (
    <>
      <MeasuredValues {...props} />
      {isPictured(finding) && <GrowthPicture finding={finding} />}
      <p>{says.meaning}</p>
      <div className={css.advice}>
        <DeadlineWords {...props} />
        <p>{says.advice}</p>
      </div>
      <FindingSource finding={finding} instrument={instrument} />
    </>
  )
}

function DeadlineWords({ finding }: FindingProps) {
  const { t } = useWords()
  const { level, deadline } = finding
  if (!deadline) return null
  return (
    <span className={css.deadline}>
      {t([`visit:deadlines.${level}.${deadline}`, `visit:deadlines.confirm.${deadline}`])}
    </span>
  )
}
