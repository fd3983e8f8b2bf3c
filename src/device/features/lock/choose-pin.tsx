import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { type PinTrouble, pinTrouble } from '#device/vault/weak-pin.ts'
import { PinPad } from './pin-pad.tsx'
import { useTypedPin } from './use-typed-pin.ts'
import css from './lock.module.css'

/** Why a PIN was not taken: a key of the words below `set`. */
export type ChoosingTrouble = `weak.${PinTrouble}` | 'different' | 'storageFull' | 'alreadySet'

type ChoosePinProps = {
  /** Above what is asked, until something was typed. */
  readonly why?: ReactNode
  /** Gives why it was not taken; then it is chosen anew. */
  readonly onChosen: (pin: string) => Promise<ChoosingTrouble | undefined>
}

/** Choosing a PIN: once, and once more to know that the finger did what was meant. */
export function ChoosePin({ why, onChosen }: ChoosePinProps) {
  const { t } = useTranslation('lock')
  const [chosen, setChosen] = useState<string>()
  const [trouble, setTrouble] = useState<ChoosingTrouble>()
  const beginAnew = (reason?: ChoosingTrouble) => {
    setChosen(undefined)
    setTrouble(reason)
  }
  const choose = (typed: string) => {
    const weak = pinTrouble(typed)
    if (weak) return beginAnew(`weak.${weak}`)
    setTrouble(undefined)
    setChosen(typed)
  }
  const repeat = async (typed: string) => {
    const reason = typed === chosen ? await onChosen(typed) : 'different'
    if (reason) beginAnew(reason)
  }
  const pin = useTypedPin(async (typed) => (chosen === undefined ? choose(typed) : repeat(typed)), false)
  const asked = chosen === undefined ? 'set.choose' : pin.isBusy ? 'set.saving' : 'set.repeat'
  return (
    <>
      <div className={css.words} role="alert">
        {trouble && <p className={css.trouble}>{t(`set.${trouble}`)}</p>}
        {chosen === undefined && !trouble && why}
        <p className={css.asked}>{t(asked)}</p>
      </div>
      <PinPad pin={pin} isOff={false} />
      {chosen === undefined ? (
        <p>{t('set.forgetting')}</p>
      ) : (
        <Button look="quiet" onPress={() => beginAnew()}>
          {t('set.again')}
        </Button>
      )}
    </>
  )
}
