import { useTranslation } from 'react-i18next'
import { cardIds } from '#domain/instruments/instrument.ts'
import { Chips } from '#device/ui/chips.tsx'
import { StageSign } from '#device/ui/sign.tsx'
import type { StageFilter } from './list-people.ts'

type Props = {
  readonly counts: ReadonlyMap<StageFilter, number> | undefined
  readonly chosen: StageFilter
  readonly onChoose: (stage: StageFilter) => void
}

/** One chip a stage with its count; the unknown one only where somebody's age is not known. */
export function StageChips({ counts, chosen, onChoose }: Props) {
  const { t } = useTranslation('people')
  const stages: StageFilter[] = ['all', ...cardIds]
  if ((counts?.get('unknown') ?? 0) > 0 || chosen === 'unknown') stages.push('unknown')
  const chips = stages.map((stage) => {
    const name = stage === 'all' ? t('all') : t(`common:stage.${stage}`)
    const text = counts ? t('chip', { name, count: counts.get(stage) ?? 0 }) : name
    return stage === 'all'
      ? { key: stage, text }
      : { key: stage, text, sign: <StageSign stage={stage} size={20} /> }
  })
  return <Chips label={t('filter')} chips={chips} chosen={chosen} onChoose={onChoose} />
}
