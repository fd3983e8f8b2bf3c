import { useTranslation } from 'react-i18next'
import type { ShownLevel } from '#domain/instruments/shown-level.ts'
import css from './badge.module.css'
import { element } from './link-list.tsx'
import { LevelSign, type ShownStage, signOf, StageSign } from './sign.tsx'

type LevelBadgeProps = { readonly level: ShownLevel; readonly size?: 'small' | 'large' }

/** A level by colour, sign and word. `large` heads a result. */
export function LevelBadge({ level, size = 'small' }: LevelBadgeProps) {
  const { t } = useTranslation()
  return (
    <span
      className={size === 'large' ? `${css.badge} ${css.large}` : css.badge}
      style={{ background: `var(--level-${level}-soft)`, color: `var(--level-${level}-ink)` }}
    >
      <LevelSign level={level} size={size === 'large' ? 40 : 22} />
      {t(`level.${level}`)}
    </span>
  )
}

/** The small one for a row that is drawn by hand. */
export function levelMark(level: ShownLevel, word: string): HTMLElement {
  const mark = element('span', css.badge)
  mark.style.background = `var(--level-${level}-soft)`
  mark.style.color = `var(--level-${level}-ink)`
  mark.append(signOf(level, 22), word)
  return mark
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
