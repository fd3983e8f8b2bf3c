import './lock-words.ts'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import type { DataKey } from '#device/vault/data-key.ts'
import type { Vault } from '#device/vault/vault.ts'
import { AskPin } from './ask-pin.tsx'
import { ForgotSheet } from './forgot-sheet.tsx'
import { WipedScreen } from './wiped-screen.tsx'

type LockScreenProps = {
  readonly vault: Pick<Vault, 'state' | 'listen' | 'unlock' | 'wipe'>
  readonly onOpen: (key: DataKey) => Promise<void>
}

/** Asks for the PIN; names nobody, since who reads this may have found the phone. After a wipe it says so. */
export function LockScreen({ vault, onOpen }: LockScreenProps) {
  const { t } = useTranslation('lock')
  const state = useSyncExternalStore(vault.listen, vault.state)
  const [isForgotten, setForgotten] = useState(false)
  if (state === 'wiped') return <WipedScreen />
  return (
    <Screen title={t('title')}>
      <AskPin vault={vault} asked={t('ask')} onRight={(_, key) => onOpen(key)} isCovered={isForgotten} />
      <Button look="quiet" onPress={() => setForgotten(true)}>
        {t('forgot.open')}
      </Button>
      {isForgotten && <ForgotSheet onErase={vault.wipe} onClose={() => setForgotten(false)} />}
    </Screen>
  )
}
