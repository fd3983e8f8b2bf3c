import { useTranslation } from 'react-i18next'
import { usePhone } from '#device/phone/phone.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { idleLimitMs } from '#device/vault/lock-when-idle.ts'

const minuteMs = 60_000

/** When the phone locks by itself, locking it now, and another PIN. */
export function LockCard() {
  const { t } = useTranslation('settings')
  const { pin } = usePhone()
  return (
    <Card title={t('lock.title')}>
      <p>{t('lock.text', { count: idleLimitMs / minuteMs })}</p>
      <Button icon="lock" width="wide" onPress={pin.lockAll}>
        {t('lock.now')}
      </Button>
      <ButtonLink width="wide" to="/settings/pin">
        {t('lock.change')}
      </ButtonLink>
    </Card>
  )
}
