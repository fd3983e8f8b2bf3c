import { useContext, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StoreTrouble } from '#device/store/store-error.ts'
import { StoreContext } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Note } from '#device/ui/states.tsx'
import { codeOf } from './code-of.ts'
import css from './trouble-note.module.css'

type Trouble = { readonly kind: StoreTrouble } | { readonly kind: 'unexpected'; readonly code: string }

/** What happens to the phone by itself, over every screen, until it is read or over; on a locked phone too. */
export function TroubleNote() {
  const { t } = useTranslation()
  const store = useContext(StoreContext)
  const [trouble, setTrouble] = useState<Trouble>()
  useEffect(() => store?.onTrouble((kind) => setTrouble({ kind })), [store])
  useEffect(() => {
    const hear = ({ reason }: PromiseRejectionEvent) => {
      const code = codeOf(reason)
      // What the lock cut off is begun again after it.
      if (store || code !== 'DatabaseClosedError') setTrouble({ kind: 'unexpected', code })
    }
    window.addEventListener('unhandledrejection', hear)
    return () => window.removeEventListener('unhandledrejection', hear)
  }, [store])
  if (!trouble) return null
  const reload = trouble.kind === 'reloadNeeded' || trouble.kind === 'upgradeBlocked'
  return (
    <div className={css.over}>
      <Note look={trouble.kind === 'reconnected' ? 'info' : 'error'}>
        <p>{t(`trouble.${trouble.kind}`)}</p>
        {trouble.kind === 'unexpected' && <p>{t('error.code', { code: trouble.code })}</p>}
        {reload ? (
          <Button onPress={() => window.location.reload()}>{t('error.reload')}</Button>
        ) : (
          <Button onPress={() => setTrouble(undefined)}>{t('close')}</Button>
        )}
      </Note>
    </div>
  )
}
