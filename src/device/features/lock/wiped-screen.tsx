import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Screen } from '#device/ui/screen.tsx'
import type { PhoneVault } from '#device/vault/phone-vault.ts'

type WipedProps = { readonly vault: Pick<PhoneVault, 'wiped' | 'holders' | 'chosen' | 'ask'> }

/** The keys are destroyed: why, what that means, and the way back. */
export function WipedScreen({ vault }: WipedProps) {
  const { t } = useTranslation('lock')
  const others = vault.holders().some(({ id }) => id !== vault.chosen()?.id)
  return (
    <Screen
      title={t('wiped.title')}
      action={
        <>
          <ButtonLink look="main" to="/enrol">
            {t('wiped.enrol')}
          </ButtonLink>
          {others && (
            <Button look="quiet" width="wide" onPress={vault.ask}>
              {t('other')}
            </Button>
          )}
        </>
      }
    >
      <Card>
        <p>{t(`wiped.why.${vault.wiped() ?? 'tries'}`)}</p>
        <p>{t('wiped.sealed')}</p>
        <p>{t('wiped.queue')}</p>
        <p>{t('wiped.code')}</p>
      </Card>
    </Screen>
  )
}
