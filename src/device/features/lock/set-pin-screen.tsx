import './lock-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import type { DataKey } from '#device/vault/data-key.ts'
import type { Vault } from '#device/vault/vault.ts'
import { type PinTrouble, pinTrouble } from '#device/vault/weak-pin.ts'
import { PinPad } from './pin-pad.tsx'
import { useTypedPin } from './use-typed-pin.ts'
import css from './lock.module.css'

type SetPinProps = { readonly vault: Pick<Vault, 'setUp'>; readonly onSet: (key: DataKey) => void }

type Trouble = `weak.${PinTrouble}` | 'different' | 'storageFull' | 'alreadySet'

/** Choosing a PIN: once, and once more to know that the finger did what was meant. */
export function SetPinScreen({ vault, onSet }: SetPinProps) {
  const { t } = useTranslation('lock')
  const [chosen, setChosen] = useState<string>()
  const [trouble, setTrouble] = useState<Trouble>()
  const beginAnew = (why?: Trouble) => {
    setChosen(undefined)
    setTrouble(why)
  }
  const choose = (typed: string) => {
    const why = pinTrouble(typed)
    if (why) return beginAnew(`weak.${why}`)
    setTrouble(undefined)
    setChosen(typed)
  }
  const repeat = async (typed: string) => {
    if (typed !== chosen) return beginAnew('different')
    const result = await vault.setUp(typed)
    if (result.ok) onSet(result.key)
    else beginAnew(result.code === 'weakPin' ? `weak.${result.why}` : result.code)
  }
  const pin = useTypedPin(async (typed) => (chosen === undefined ? choose(typed) : repeat(typed)), false)
  const asked = chosen === undefined ? 'set.choose' : pin.isBusy ? 'set.saving' : 'set.repeat'
  return (
    <Screen title={t('set.title')}>
      <div className={css.words} role="alert">
        {trouble && <p className={css.trouble}>{t(`set.${trouble}`)}</p>}
        {chosen === undefined && !trouble && <p>{t('set.why')}</p>}
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
    </Screen>
  )
}
