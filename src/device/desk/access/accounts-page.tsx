import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Account, accountsAnswerSchema } from '#protocol/messages/access.ts'
import { momentText } from '../frame/clock.ts'
import { Button } from '#device/ui/button.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { EmptyState } from '#device/ui/states.tsx'
import { call } from '../api/call.ts'
import { askedEvery, useLoaded } from '../api/use-loaded.ts'
import { Freshness, LoadedView, Page } from '../frame/page.tsx'
import { EditAccountSheet } from './edit-account-sheet.tsx'
import { NewAccountSheet } from './new-account-sheet.tsx'

/** `kader`, or `staff`: those who log in at the desk. */
export type AccountsOf = 'kader' | 'staff'

/** Accounts, to be made, changed and switched off. */
export function AccountsPage({ of }: { readonly of: AccountsOf }) {
  const { t } = useTranslation('desk')
  const loaded = useLoaded('accounts', () => call(accountsAnswerSchema, '/api/v1/accounts'), askedEvery)
  const [open, setOpen] = useState<{ readonly account?: Account }>()
  const close = () => {
    setOpen(undefined)
    void loaded.reload()
  }
  return (
    <Page
      title={t(`accounts.${of}`)}
      subtitle={<Freshness of={loaded} />}
      aside={
        <Button look="main" icon="add" onPress={() => setOpen({})}>
          {t(`accounts.add_${of}`)}
        </Button>
      }
    >
      <LoadedView of={loaded}>
        {({ accounts }) => (
          <AccountList
            of={of}
            accounts={accounts.filter((account) => (account.role === 'kader') === (of === 'kader'))}
            onOpen={(account) => setOpen({ account })}
          />
        )}
      </LoadedView>
      {open?.account && <EditAccountSheet account={open.account} onClose={close} />}
      {open && !open.account && <NewAccountSheet of={of} onClose={close} />}
    </Page>
  )
}

type AccountListProps = {
  readonly of: AccountsOf
  readonly accounts: readonly Account[]
  readonly onOpen: (account: Account) => void
}

function AccountList({ of, accounts, onOpen }: AccountListProps) {
  const { t, i18n } = useTranslation('desk')
  if (accounts.length === 0)
    return <EmptyState title={t('accounts.none')} text={t(`accounts.noneText_${of}`)} />
  return (
    <List label={t(`accounts.${of}`)}>
      {accounts.map((account) => (
        <Row
          key={account.id}
          title={account.displayName}
          lines={[
            [
              t(`roles.${account.role}`),
              account.loginName,
              account.posyandu.map(({ name }) => name).join(', ') ||
                (account.role === 'kader' || account.role === 'nakes' ? t('accounts.noPosyandu') : ''),
            ]
              .filter(Boolean)
              .join(' · '),
            account.active
              ? account.lastLoginAt !== undefined &&
                t('accounts.lastLogIn', {
                  time: momentText(account.lastLoginAt, i18n.language),
                })
              : t('accounts.off'),
          ]}
          trail={
            <Button
              onPress={() => onOpen(account)}
              label={t('accounts.editOf', { name: account.displayName })}
            >
              {t('edit')}
            </Button>
          }
        />
      ))}
    </List>
  )
}
