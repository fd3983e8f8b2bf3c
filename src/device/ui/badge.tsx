import { useTranslation } from 'react-i18next'
import css from './badge.module.css'
import { LevelSign, type ShownLevel, type ShownStage, StageSign } from './sign.tsx'

/** A level by colour, sign and word. `large` heads a result. */
export function LevelBadge({
  level,
  size = 'small',
}: {
  readonly level: ShownLevel
  readonly size?: 'small' | 'large'
}) {
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
