import { useLayoutEffect, useRef, useState } from 'react'
import { pinLength } from '#device/vault/weak-pin.ts'

export type TypedPin = {
  /** How many digits stand there; which ones is shown to nobody. */
  readonly length: number
  /** Whether a whole PIN is being looked at. */
  readonly isBusy: boolean
  readonly add: (digit: string) => void
  readonly erase: () => void
}

/**
 * Digits from the keypad and from a keyboard. Six are handed over at once, and are forgotten when that has been
 * answered. While `isOff` nothing is taken.
 */
export function useTypedPin(onWhole: (pin: string) => Promise<unknown>, isOff: boolean): TypedPin {
  // Two keys can be pressed before anything is drawn: what is typed is known at once, and then shown.
  const typed = useRef('')
  const busy = useRef(false)
  const [shown, setShown] = useState({ length: 0, isBusy: false })
  const show = () => setShown({ length: typed.current.length, isBusy: busy.current })
  const add = (digit: string) => {
    if (isOff || busy.current) return
    typed.current += digit
    busy.current = typed.current.length === pinLength
    show()
    if (!busy.current) return
    void onWhole(typed.current).finally(() => {
      typed.current = ''
      busy.current = false
      show()
    })
  }
  const erase = () => {
    if (isOff || busy.current) return
    typed.current = typed.current.slice(0, -1)
    show()
  }
  const press = useRef<(event: KeyboardEvent) => void>(undefined)
  useLayoutEffect(() => {
    press.current = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (/^[0-9]$/.test(event.key)) add(event.key)
      else if (event.key === 'Backspace') erase()
    }
  })
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => press.current?.(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
  return { ...shown, add, erase }
}
