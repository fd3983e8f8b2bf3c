import './biometric-words.ts'
import './lock-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { usePhone } from '#device/phone/phone.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { AskPin } from './ask-pin.tsx'

const settings = '/settings'

type Step = 'told' | 'pin' | 'notDone' | 'cannot' | 'storageFull'

/** Turns on opening by finger or face: what it means, the PIN, then the system's own sheet. */
export function BiometricScreen() {
  const { t } = useTranslation('biometric')
  const { pin } = usePhone()
  const [, navigate] = useLocation()
  const [step, setStep] = useState<Step>('told')
  const turnOn = async (typed: string) => {
    const result = await pin.biometrics.turnOn(typed)
    if (result.ok) {
      showToast(t('done'))
      return navigate(settings)
    }
    // A PIN that was right a moment ago was changed in another tab: asked for anew, like all else that can be repeated.
    setStep(result.code === 'cannot' || result.code === 'storageFull' ? result.code : 'notDone')
  }
  return (
    <Screen title={t('title')} back={settings}>
      {step === 'told' && (
        <>
          <Card>
            <p>{t('why')}</p>
            <p>{t('where')}</p>
          </Card>
          <Note look="warning">{t('who')}</Note>
          <Button look="main" width="wide" onPress={() => setStep('pin')}>
            {t('turnOn')}
          </Button>
        </>
      )}
      {step === 'pin' && <AskPin vault={pin} asked={t('ask')} onRight={turnOn} />}
      {(step === 'notDone' || step === 'storageFull') && (
        <>
          <Note look="error">{t(step)}</Note>
          <Button look="main" width="wide" onPress={() => setStep('pin')}>
            {t('common:error.retry')}
          </Button>
        </>
      )}
      {step === 'cannot' && (
        <>
          <Note look="info">{t('cannot')}</Note>
          <ButtonLink look="main" width="wide" to={settings}>
            {t('common:back')}
          </ButtonLink>
        </>
      )}
    </Screen>
  )
}
