import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#device/ui/icon.tsx'
import css from './people.module.css'

type Props = { readonly typed: string; readonly onType: (typed: string) => void }

export function SearchBox({ typed, onType }: Props) {
  const { t } = useTranslation('people')
  const id = useId()
  return (
    <search className={css.search}>
      <label htmlFor={id} className="visually-hidden">
        {t('search')}
      </label>
      <Icon name="search" />
      <input
        id={id}
        className={css.box}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder={t('searchHint')}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      {typed !== '' && (
        <button type="button" className={css.clear} aria-label={t('clear')} onClick={() => onType('')}>
          <Icon name="close" />
        </button>
      )}
    </search>
  )
}
