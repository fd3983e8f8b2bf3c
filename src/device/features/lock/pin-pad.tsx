import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#device/ui/icon.tsx'
import { pinLength } from '#device/vault/weak-pin.ts'
import type { TypedPin } from './use-typed-pin.ts'
import css from './lock.module.css'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

type PinPadProps = {
  readonly pin: TypedPin
  readonly isOff: boolean
  /** In the corner left of the zero, where no digit is. */
  readonly corner?: ReactNode
}

/** How many digits are typed, and the keys to type them with. */
export function PinPad({ pin, isOff, corner }: PinPadProps) {
  const { t } = useTranslation('lock')
  const off = isOff || pin.isBusy || undefined
  const digitKey = (digit: string) => (
    <button key={digit} type="button" className={css.key} aria-disabled={off} onClick={() => pin.add(digit)}>
      {digit}
    </button>
  )
  return (
    <>
      <output className={css.dots}>
        <span className="visually-hidden">{t('typed', { typed: pin.length, all: pinLength })}</span>
        {Array.from({ length: pinLength }, (_, i) => (
          <span key={i} aria-hidden="true" className={i < pin.length ? css.dotTyped : css.dot} />
        ))}
      </output>
      <fieldset className={css.keys} aria-label={t('keypad')}>
        {digits.map(digitKey)}
        {corner ?? <span />}
        {digitKey('0')}
        <button
          type="button"
          className={css.key}
          aria-disabled={off}
          aria-label={t('erase')}
          onClick={pin.erase}
        >
          <Icon name="back" size={28} />
        </button>
      </fieldset>
    </>
  )
}
