import './lock-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '#device/phone/phone.ts'
import { useLive } from '#device/store/use-store.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { LoadingState, Note } from '#device/ui/states.tsx'
import { AskPin } from './ask-pin.tsx'
import { useLeaveScreen } from './use-leave-screen.ts'

/** Handing the phone to somebody else: what goes, what stays sealed, and the PIN, so that nobody else does it. */
export function HandOverScreen() {
  const { t } = useTranslation('lock')
  const { pin, holder } = usePhone()
  const balance = useLive((store) => store.balance())
  const leave = useLeaveScreen()
  const [isAsked, setAsked] = useState(false)
  const [trouble, setTrouble] = useState<'onlyHere' | 'failed'>()
  const handOver = async () => {
    const result = await holder.handOver().catch(() => ({ ok: false, code: 'failed' }) as const)
    // Whoever comes next begins at the beginning.
    if (result.ok) return leave()
    setAsked(false)
    setTrouble(result.code)
  }
  if (!balance) return <LoadingState />
  const { waiting, held } = balance
  return (
    <Screen
      title={t('handOver.title')}
      back="/settings"
      action={
        !isAsked && (
          <Button look="danger" width="wide" onPress={() => setAsked(true)}>
            {t('handOver.next')}
          </Button>
        )
      }
    >
      {isAsked ? (
        <AskPin vault={pin} asked={t('handOver.pin')} onRight={handOver} />
      ) : (
        <>
          {trouble && <Note look="error">{t(`handOver.${trouble}`)}</Note>}
          <Card>
            <p>{t('handOver.readable')}</p>
            {waiting > 0 && <p>{t('handOver.waiting', { count: waiting })}</p>}
            {held > 0 && <p>{t('handOver.held', { count: held })}</p>}
            {waiting + held === 0 && <p>{t('handOver.none')}</p>}
            {waiting > 0 && <p>{t('handOver.surat')}</p>}
          </Card>
          {waiting + held > 0 && (
            <ButtonLink width="wide" to="/queue">
              {t('handOver.toQueue')}
            </ButtonLink>
          )}
        </>
      )}
    </Screen>
  )
}
