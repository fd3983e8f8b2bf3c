import { useTranslation } from 'react-i18next'
import type { Balance } from '#device/store/store.ts'
import css from './balance-figures.module.css'
import { Icon } from './icon.tsx'

/** Neraca: what was saved, over the three that make it up. Read aloud as one sentence. */
export function BalanceFigures({ balance }: { readonly balance: Balance }) {
  const { t } = useTranslation()
  const { saved, received, waiting, held } = balance
  return (
    <>
      <p className="visually-hidden">{t('balance.equals', { saved, received, waiting, held })}</p>
      <div className={css.figures} aria-hidden="true">
        <Figure number={saved} word={t('balance.saved')} look={css.saved} />
        <Figure number={received} word={t('balance.received')} look={css.received} icon="received" />
        <Figure number={waiting} word={t('balance.waiting')} icon="waiting" />
        <Figure number={held} word={t('balance.held')} look={held > 0 ? css.held : undefined} icon="held" />
      </div>
    </>
  )
}

type FigureProps = {
  readonly number: number
  readonly word: string
  readonly look?: string | undefined
  readonly icon?: 'received' | 'waiting' | 'held'
}

function Figure({ number, word, look, icon }: FigureProps) {
  return (
    <span className={`${css.figure} ${look ?? ''}`}>
      <span className={css.number}>{number}</span>
      <span className={css.word}>
        {icon && <Icon name={icon} size={20} />}
        {word}
      </span>
    </span>
  )
}
