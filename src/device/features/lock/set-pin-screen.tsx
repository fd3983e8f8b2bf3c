import './lock-words.ts'
import { useTranslation } from 'react-i18next'
import { Screen } from '#device/ui/screen.tsx'
import type { DataKey } from '#device/vault/data-key.ts'
import type { Vault } from '#device/vault/vault.ts'
import { ChoosePin } from './choose-pin.tsx'

type SetPinProps = {
  readonly vault: Pick<Vault, 'setUp'>
  readonly onSet: (key: DataKey) => Promise<void>
}

/** The first PIN of this phone, or of what begins anew on it. */
export function SetPinScreen({ vault, onSet }: SetPinProps) {
  const { t } = useTranslation('lock')
  const choose = async (pin: string) => {
    const result = await vault.setUp(pin)
    if (!result.ok) return result.code === 'weakPin' ? (`weak.${result.why}` as const) : result.code
    await onSet(result.key)
    return undefined
  }
  return (
    <Screen title={t('set.title')}>
      <ChoosePin why={<p>{t('set.why')}</p>} onChosen={choose} />
    </Screen>
  )
}
