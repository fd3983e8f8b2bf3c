import './lock-words.ts'
import { useTranslation } from 'react-i18next'
import { Screen } from '#device/ui/screen.tsx'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import type { OpenVault } from '#device/vault/vault.ts'
import { ChoosePin } from './choose-pin.tsx'

type SetPinProps = {
  readonly vault: Pick<PhoneVault, 'setUp' | 'holders' | 'chosen' | 'ask'>
  readonly onSet: (opened: OpenVault) => Promise<void>
}

/** The first PIN of this phone, of somebody new on it, or of what begins anew. */
export function SetPinScreen({ vault, onSet }: SetPinProps) {
  const { t } = useTranslation('lock')
  const choose = async (pin: string) => {
    const result = await vault.setUp(pin)
    if (!result.ok) return result.code === 'weakPin' ? (`weak.${result.why}` as const) : result.code
    await onSet(result)
    return undefined
  }
  const others = vault.holders().some(({ id }) => id !== vault.chosen()?.id)
  return (
    <Screen title={t('set.title')} {...(others && { back: () => void vault.ask() })}>
      <ChoosePin why={<p>{t('set.why')}</p>} onChosen={choose} />
    </Screen>
  )
}
