import './lock-words.ts'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import type { OpenVault } from '#device/vault/vault.ts'
import { AskPin } from './ask-pin.tsx'
import { ForgotSheet } from './forgot-sheet.tsx'
import css from './lock.module.css'
import { WipedScreen } from './wiped-screen.tsx'

type LockScreenProps = {
  readonly vault: Pick<
    PhoneVault,
    'state' | 'listen' | 'unlock' | 'wipe' | 'wiped' | 'chosen' | 'holders' | 'ask' | 'biometrics'
  >
  readonly onOpen: (opened: OpenVault) => Promise<void>
}

/**
 * Asks for the PIN. One person alone is not named, since who reads this may have found the phone; of several, whoever
 * was chosen. After a wipe it says so.
 */
export function LockScreen({ vault, onOpen }: LockScreenProps) {
  const { t } = useTranslation('lock')
  const state = useSyncExternalStore(vault.listen, vault.state)
  const [isForgotten, setForgotten] = useState(false)
  if (state === 'wiped') return <WipedScreen vault={vault} />
  const name = vault.chosen()?.name
  const { biometrics } = vault
  const hasTouch = biometrics.isOn()
  const touch = async () => {
    const result = await biometrics.unlock()
    if (result.ok) await onOpen(result)
    return result.ok
  }
  return (
    <Screen title={t('title')}>
      <AskPin
        vault={vault}
        asked={name === undefined ? t(hasTouch ? 'touch.ask' : 'ask') : t('askName', { name })}
        onRight={(_, opened) => onOpen(opened)}
        onTouch={hasTouch ? touch : undefined}
        isCovered={isForgotten}
      />
      <div className={css.beside}>
        <Button look="quiet" onPress={() => setForgotten(true)}>
          {t('forgot.open')}
        </Button>
        <Button look="quiet" onPress={vault.ask}>
          {t('other')}
        </Button>
      </div>
      {isForgotten && (
        <ForgotSheet onErase={() => vault.wipe('forgotten')} onClose={() => setForgotten(false)} />
      )}
    </Screen>
  )
}
