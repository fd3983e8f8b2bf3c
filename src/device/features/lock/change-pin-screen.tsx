import './lock-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { usePhone } from '#device/phone/phone.ts'
import { Screen } from '#device/ui/screen.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { AskPin } from './ask-pin.tsx'
import { ChoosePin } from './choose-pin.tsx'

const settings = '/settings'

/** Another PIN for the same phone: the old one first, so that nobody else sets a new one meanwhile. */
export function ChangePinScreen() {
  const { t } = useTranslation('lock')
  const { pin } = usePhone()
  const [, navigate] = useLocation()
  const [old, setOld] = useState<string>()
  const change = async (oldPin: string, next: string) => {
    const result = await pin.changePin(oldPin, next)
    if (result.ok) {
      showToast(t('change.done'))
      navigate(settings)
      return undefined
    }
    if (result.code === 'weakPin') return `weak.${result.why}` as const
    if (result.code === 'storageFull') return result.code
    // Changed in another tab meanwhile: the old one is asked for again.
    setOld(undefined)
    return undefined
  }
  return (
    <Screen title={t('change.title')} back={settings}>
      {old === undefined ? (
        <AskPin vault={pin} asked={t('change.old')} onRight={async (typed) => setOld(typed)} />
      ) : (
        <ChoosePin onChosen={(next) => change(old, next)} />
      )}
    </Screen>
  )
}
