import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '#device/phone/phone.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { idleLimitMs } from '#device/vault/lock-when-idle.ts'
import { BiometricLine } from './biometric-line.tsx'

const minuteMs = 60_000

/** When the phone locks by itself, locking it now, another PIN or none, and who else has something on this phone. */
export function LockCard() {
  const { t } = useTranslation('settings')
  const { pin } = usePhone()
  const others = useOthersWaiting()
  return (
    <Card title={t('lock.title')}>
      <p>{t('lock.text', { count: idleLimitMs / minuteMs })}</p>
      <Button icon="lock" width="wide" onPress={pin.lockAll}>
        {t('lock.now')}
      </Button>
      <ButtonLink width="wide" to="/settings/pin">
        {t('lock.change')}
      </ButtonLink>
      <BiometricLine />
      <ButtonLink width="wide" to="/settings/hand-over">
        {t('lock.handOver')}
      </ButtonLink>
      {others > 0 && <p>{t('lock.others', { count: others })}</p>}
    </Card>
  )
}

/** As it was when the screen opened: their queues go out beside this person's, and nobody waits for them here. */
function useOthersWaiting(): number {
  const { holder } = usePhone()
  const [count, setCount] = useState(0)
  useEffect(() => {
    let isShown = true
    const show = (waiting: number) => isShown && setCount(waiting)
    // Where it cannot be counted, nothing is said.
    holder.othersWaiting().then(show, () => undefined)
    return () => {
      isShown = false
    }
  }, [holder])
  return count
}
