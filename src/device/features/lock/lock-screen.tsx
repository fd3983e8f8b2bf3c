import './lock-words.ts'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import type { DataKey } from '#device/vault/data-key.ts'
import type { Refusal } from '#device/vault/try-pin.ts'
import type { Vault } from '#device/vault/vault.ts'
import { ForgotSheet } from './forgot-sheet.tsx'
import { PinPad } from './pin-pad.tsx'
import { refusalWords } from './refusal-words.ts'
import { useTypedPin } from './use-typed-pin.ts'
import { clockFace, useWait } from './use-wait.ts'
import { WipedScreen } from './wiped-screen.tsx'
import css from './lock.module.css'

type LockScreenProps = {
  readonly vault: Pick<Vault, 'state' | 'listen' | 'unlock' | 'wipe'>
  readonly onOpen: (key: DataKey) => void
}

/** Asks for the PIN; names nobody, since who reads this may have found the phone. After a wipe it says so. */
export function LockScreen({ vault, onOpen }: LockScreenProps) {
  const state = useSyncExternalStore(vault.listen, vault.state)
  return state === 'wiped' ? <WipedScreen /> : <AskPin vault={vault} onOpen={onOpen} />
}

function AskPin({ vault, onOpen }: LockScreenProps) {
  const { t } = useTranslation('lock')
  const [refusal, setRefusal] = useState<Refusal>()
  const [isForgotten, setForgotten] = useState(false)
  const [leftMs, wait] = useWait()
  const isWaiting = leftMs > 0
  const unlock = async (typed: string) => {
    const result = await vault.unlock(typed)
    if (result.ok) return onOpen(result.key)
    setRefusal(result)
    if ('waitMs' in result) wait(result.waitMs)
  }
  const pin = useTypedPin(unlock, isWaiting || isForgotten)
  // Once a wait is over, only how many tries are left is still true of what was said.
  const said = refusal && (isWaiting || !('waitMs' in refusal)) ? refusal : withoutWait(refusal)
  return (
    <Screen title={t('title')}>
      <div className={css.words} role="alert">
        <p className={said && !pin.isBusy ? undefined : css.asked}>
          {pin.isBusy ? t('checking') : said ? refusalWords(t, said) : t('ask')}
        </p>
        {isWaiting && (
          <p className={css.clock} aria-hidden="true">
            {clockFace(leftMs)}
          </p>
        )}
      </div>
      <PinPad pin={pin} isOff={isWaiting} />
      <Button look="quiet" onPress={() => setForgotten(true)}>
        {t('forgot.open')}
      </Button>
      {isForgotten && <ForgotSheet onErase={vault.wipe} onClose={() => setForgotten(false)} />}
    </Screen>
  )
}

const withoutWait = (refusal: Refusal | undefined) =>
  refusal?.code === 'wrongPin' ? { ...refusal, waitMs: 0 } : undefined
