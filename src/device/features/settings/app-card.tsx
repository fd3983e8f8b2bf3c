import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formsToFinish } from '#device/drafts/forms-to-finish.ts'
import { usePhone, useUpdateState } from '#device/phone/phone.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { UpdateAnswer } from '#device/platform/updates.ts'
import { isOpenAt } from '#device/posyandu-day/open-day.ts'
import { useLive } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'
import { Note } from '#device/ui/states.tsx'
import { askToInstall, useInstall } from '#device/platform/install.ts'

/** Version, the update that waits for consent, and the way to the home screen. */
export function AppCard() {
  const { t } = useTranslation('settings')
  const { version } = usePhone()
  return (
    <Card title={t('app.title')}>
      <Facts facts={[[t('app.version'), version]]} />
      <Update />
      <Install />
    </Card>
  )
}

function Update() {
  const { t } = useTranslation('settings')
  const { updates } = usePhone()
  const state = useUpdateState()
  const days = useLive((store) => store.posyanduDays())
  const forms = useLive(async (store) => formsToFinish(await store.drafts(), await store.directory()))
  const [answer, setAnswer] = useState<UpdateAnswer>()
  if (state !== 'waiting') return <p>{t('app.updateNone')}</p>
  const dayOpen = days?.some(({ day }) => isOpenAt(day, systemClock.now()))
  const blocked = dayOpen
    ? 'app.updateDayOpen'
    : forms?.length || answer === 'frozen'
      ? 'app.updateDraft'
      : undefined
  return (
    <Note look="info">
      <p>{t('app.updateReady')}</p>
      <p>{t(blocked ?? 'app.updateWhen')}</p>
      {!blocked && (
        <Button onPress={async () => setAnswer(await updates.apply())}>{t('app.updateNow')}</Button>
      )}
      {answer === 'unreachable' && <p>{t('app.updateOffline')}</p>}
    </Note>
  )
}

function Install() {
  const { t } = useTranslation('settings')
  const install = useInstall()
  if (install === 'installed') return <p>{t('app.installed')}</p>
  return (
    <div>
      <p>{t('app.installText')}</p>
      {install === 'offered' ? (
        <Button onPress={askToInstall}>{t('app.install')}</Button>
      ) : (
        <p>{t('app.installHow')}</p>
      )}
    </div>
  )
}
