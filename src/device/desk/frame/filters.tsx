import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type CardId, cardIds } from '#domain/instruments/instrument.ts'
import { type ShownLevel, shownLevels } from '#domain/instruments/shown-level.ts'
import { Chips } from '#device/ui/chips.tsx'
import { LevelSign, StageSign } from '#device/ui/sign.tsx'
import { useSession } from '../session.ts'
import css from './filters.module.css'
import { SelectField } from './select-field.tsx'

/** `''` lets everything through. */
export type Filter = {
  readonly posyandu: string
  readonly card: CardId | ''
  readonly level: ShownLevel | ''
}
export const noFilter: Filter = { posyandu: '', card: '', level: '' }

type FiltersProps = {
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
  /** Stands before the others: a search box. */
  readonly children?: ReactNode
}

/** Posyandu, stage of life and level. */
export function Filters({ filter, onFilter, children }: FiltersProps) {
  const { t } = useTranslation(['desk', 'common'])
  const { me } = useSession()
  const all = { key: '' as const, text: t('all') }
  return (
    <div className={css.filters}>
      <div className={css.boxes}>
        {children}
        <SelectField
          label={t('posyandu')}
          value={filter.posyandu}
          onValue={(posyandu) => onFilter({ ...filter, posyandu })}
          options={[
            { value: '', text: t('allPosyandu') },
            ...me.posyandu.map(({ id, name }) => ({ value: id, text: name })),
          ]}
        />
      </div>
      <Chips
        label={t('stage')}
        chosen={filter.card}
        onChoose={(card) => onFilter({ ...filter, card })}
        chips={[
          all,
          ...cardIds.map((card) => ({
            key: card,
            text: t(`common:stage.${card}`),
            sign: <StageSign stage={card} size={20} />,
          })),
        ]}
      />
      <Chips
        label={t('level')}
        chosen={filter.level}
        onChoose={(level) => onFilter({ ...filter, level })}
        chips={[
          all,
          ...shownLevels.map((level) => ({
            key: level,
            text: t(`common:level.${level}`),
            sign: <LevelSign level={level} size={20} />,
          })),
        ]}
      />
    </div>
  )
}
