import { findingWords } from '#device/findings/finding-words.ts'
import { Icon } from '#device/ui/icon.tsx'
import { LevelSign } from '#device/ui/sign.tsx'
import css from './finding-card.module.css'
import { FindingSource } from './finding-source.tsx'
import { GrowthPicture, isPictured } from './growth-picture.tsx'
import { type FindingProps, measuredIn } from './measured-values.tsx'
import { useWords } from '#device/visit-words/use-words.ts'

/** What is well, on one line with its value; the rest opens with a tap. */
export function GoodFinding(props: FindingProps) {
  const { finding } = props
  const words = useWords()
  const says = findingWords(words, finding)
  const values = measuredIn(words, props)
    .filter(({ field }) => field.keptIn === undefined && field.type !== 'yesNo')
    .map(({ value }) => value)
  return (
    <details className={css.good}>
      <summary className={css.goodHead}>
        <LevelSign level="normal" size={24} />
        <span className={css.goodWords}>
          <strong>{says.title}</strong> {values.join(' · ')}
          {isPictured(finding) && <GrowthPicture finding={finding} />}
        </span>
        <span className={css.chevron}>
          <Icon name="forward" />
        </span>
      </summary>
      <p>{says.meaning}</p>
      <p>{says.advice}</p>
      <FindingSource finding={finding} instrument={props.instrument} />
    </details>
  )
}
