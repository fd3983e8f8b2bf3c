import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#device/ui/icon.tsx'
import css from './lock.module.css'

type TouchKeyProps = {
  readonly onTouch: () => Promise<unknown>
  /** A PIN is being looked at. */
  readonly isOff: boolean
}

/** The key that asks the phone for finger or face: browsers show their sheet only to who wants it. */
export function TouchKey({ onTouch, isOff }: TouchKeyProps) {
  const { t } = useTranslation('lock')
  const [isAsking, setAsking] = useState(false)
  const ask = () => {
    if (isAsking || isOff) return
    setAsking(true)
    void onTouch().finally(() => setAsking(false))
  }
  return (
    <button
      type="button"
      className={css.key}
      aria-disabled={isAsking || isOff || undefined}
      aria-label={t('touch.use')}
      onClick={ask}
    >
      <Icon name="finger" size={36} />
    </button>
  )
}
