import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '#device/phone/phone.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'

/** Opening by finger or face: turned on behind a screen of its own, turned off here; not there where it is not offered. */
export function BiometricLine() {
  const { t } = useTranslation('settings')
  const { biometrics } = usePhone().pin
  const [isOn, setOn] = useState(biometrics.isOn)
  const isOffered = useIsOffered()
  const turnOff = async () => {
    await biometrics.turnOff()
    setOn(false)
  }
  if (isOn)
    return (
      <>
        <p>{t('lock.touchOn')}</p>
        <Button width="wide" onPress={turnOff}>
          {t('lock.touchOff')}
        </Button>
      </>
    )
  if (!isOffered) return null
  return (
    <ButtonLink width="wide" to="/settings/biometric">
      {t('lock.touch')}
    </ButtonLink>
  )
}

function useIsOffered(): boolean {
  const { biometrics } = usePhone().pin
  const [isOffered, setOffered] = useState(false)
  useEffect(() => {
    let isShown = true
    void biometrics.isOffered().then((answer) => isShown && setOffered(answer))
    return () => {
      isShown = false
    }
  }, [biometrics])
  return isOffered
}
