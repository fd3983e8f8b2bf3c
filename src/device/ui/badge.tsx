import { useTranslation } from 'react-i18next'
import type { ShownLevel } from '#domain/instruments/shown-level.ts'
import css from './badge.module.css'
import { LevelSign, type ShownStage, StageSign } from './sign.tsx'

type LevelBadgeProps = { readonly level: ShownLevel; readonly size?: 'small' | 'large' }

/** A level by colour, sign and word. `large` heads a result. */
export function LevelBadge(props: LevelBadgeProps) {
  const { t } = useTranslation()
  return <LevelWord {...props} word={t(`level.${props.level}`)} />
}

/** The same where the word is already known. */
export function LevelWord({ level, size = 'small', word }: LevelBadgeProps & { readonly word: string }) {
  return (
    <span
      className={size === 'large' ? `${css.badge} ${css.large}` : css.badge}
      style={{ background: `var(--level-${level}-soft)`, color: `var(--level-${level}-ink)` }}
    >
      <LevelSign level={level} size={size === 'large' ? 40 : 22} />
      {word}
    </span>
  )
}

/** A stage of life by colour, sign and word. */
export function StageBadge({ stage }: { readonly stage: ShownStage }) {
  const { t } = useTranslation()
  return (
    <span
      className={css.badge}
      style={{ background: `var(--stage-${stage}-soft)`, color: `var(--stage-${stage})` }}
    >
      <StageSign stage={stage} size={22} />
      {t(`stage.${stage}`)}
    </span>
  )
}
