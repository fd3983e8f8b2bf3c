import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Screen } from '#device/ui/screen.tsx'

/** The keys are destroyed: what that means, and the way back. */
export function WipedScreen() {
  const { t } = useTranslation('lock')
  return (
    <Screen
      title={t('wiped.title')}
      action={
        <ButtonLink look="main" to="/enrol">
          {t('wiped.enrol')}
        </ButtonLink>
      }
    >
      <Card>
        <p>{t('wiped.text')}</p>
        <p>{t('wiped.queue')}</p>
        <p>{t('wiped.code')}</p>
      </Card>
    </Screen>
  )
}
