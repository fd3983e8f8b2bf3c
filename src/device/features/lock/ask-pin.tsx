import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#device/vault/try-pin.ts'
import type { OpenVault, Vault } from '#device/vault/vault.ts'
import { PinPad } from './pin-pad.tsx'
import { refusalWords } from './refusal-words.ts'
import { TouchKey } from './touch-key.tsx'
import { useTypedPin } from './use-typed-pin.ts'
import { clockFace, useWait } from './use-wait.ts'
import css from './lock.module.css'

type AskPinProps = {
  readonly vault: Pick<Vault, 'unlock'>
  readonly asked: string
  /** The PIN and what it opened; until this resolves the keys take nothing. */
  readonly onRight: (pin: string, opened: OpenVault) => Promise<unknown>
  /** Where finger or face will do too: asks for it, and tells whether it opened. */
  readonly onTouch?: (() => Promise<boolean>) | undefined
  /** Something lies over the keys. */
  readonly isCovered?: boolean
}

/** Asks for the PIN, says why one opened nothing, and counts the wait down that follows. */
export function AskPin({ vault, asked, onRight, onTouch, isCovered = false }: AskPinProps) {
  const { t } = useTranslation('lock')
  const [refusal, setRefusal] = useState<Refusal>()
  const [leftMs, wait] = useWait()
  const [isUnknown, setUnknown] = useState(false)
  const isWaiting = leftMs > 0
  const unlock = async (typed: string) => {
    setUnknown(false)
    const result = await vault.unlock(typed)
    if (result.ok) return onRight(typed, result)
    setRefusal(result)
    if ('waitMs' in result) wait(result.waitMs)
  }
  const touch = async (ask: () => Promise<boolean>) => {
    setUnknown(false)
    setUnknown(!(await ask()))
  }
  const pin = useTypedPin(unlock, isWaiting || isCovered)
  // Once a wait is over, only how many tries are left is still true of what was said.
  const refused = refusal && (isWaiting || !('waitMs' in refusal)) ? refusal : withoutWait(refusal)
  const said = isUnknown ? t('touch.failed') : refused && refusalWords(t, refused)
  return (
    <>
      <div className={css.words} role="alert">
        <p className={said && !pin.isBusy ? undefined : css.asked}>
          {pin.isBusy ? t('checking') : (said ?? asked)}
        </p>
        {isWaiting && (
          <p className={css.clock} aria-hidden="true">
            {clockFace(leftMs)}
          </p>
        )}
      </div>
      <PinPad
        pin={pin}
        isOff={isWaiting}
        corner={onTouch && <TouchKey onTouch={() => touch(onTouch)} isOff={pin.isBusy} />}
      />
    </>
  )
}

const withoutWait = (refusal: Refusal | undefined) =>
  refusal?.code === 'wrongPin' ? { ...refusal, waitMs: 0 } : undefined
