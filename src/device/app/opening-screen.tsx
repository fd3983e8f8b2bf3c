import { useTranslation } from 'react-i18next'
import { Screen } from '#device/ui/screen.tsx'
import { LoadingState } from '#device/ui/states.tsx'

/** Stands while what comes next is on its way. */
export function OpeningScreen() {
  const { t } = useTranslation()
  return (
    <Screen title={t('appName')} nav="shown">
      <LoadingState />
    </Screen>
  )
}
