import './lock-words.ts'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { Screen } from '#device/ui/screen.tsx'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import { useLeaveScreen } from './use-leave-screen.ts'

type WhoProps = { readonly vault: Pick<PhoneVault, 'holders' | 'choose' | 'begin'> }

/** Of several people on this phone, who is there now; somebody new begins here too. */
export function WhoScreen({ vault }: WhoProps) {
  const { t } = useTranslation('lock')
  const leave = useLeaveScreen()
  const choose = (id: string) => {
    leave()
    void vault.choose(id)
  }
  return (
    <Screen
      title={t('who.title')}
      action={
        <Button width="wide" onPress={vault.begin}>
          {t('who.new')}
        </Button>
      }
    >
      <p>{t('who.each')}</p>
      <List label={t('who.list')}>
        {vault.holders().map(({ id, number, name, isWiped }) => (
          <Row
            key={id}
            title={name ?? t('who.number', { number })}
            lines={[isWiped && t('who.wiped')]}
            onPress={() => choose(id)}
          />
        ))}
      </List>
    </Screen>
  )
}
