import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nothingSchema, passwordLength } from '#protocol/messages/access.ts'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'
import { call, type Problem } from '../api/call.ts'
import { Page } from '../frame/page.tsx'
import { useSession } from '../session.ts'
import { PurposeForm } from './for-purpose.tsx'
import { PasswordField } from './password-field.tsx'
import { SavedForm } from './saved-form.tsx'

/** Who is logged in, and a new password of their own. */
export function MyAccountPage() {
  const { t } = useTranslation('desk')
  const { me } = useSession()
  return (
    <Page title={t('my.title')}>
      <Card title={me.account.displayName}>
        <Facts
          facts={[
            [t('loginName'), me.account.loginName],
            [t('accounts.role'), t(`roles.${me.account.role}`)],
            [t('posyandu'), me.posyandu.map(({ name }) => name).join(', ') || '–'],
          ]}
        />
      </Card>
      {me.account.role === 'nakes' && (
        <Card title={t('my.purpose')}>
          <PurposeForm />
        </Card>
      )}
      <Card title={t('my.password')}>
        <PasswordForm />
      </Card>
    </Page>
  )
}

function PasswordForm() {
  const { t } = useTranslation('desk')
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const save = async (): Promise<Problem | undefined> => {
    const body = { current, password }
    const result = await call(nothingSchema, '/api/v1/me/password', { method: 'POST', body })
    if (!result.ok) return result.problem
    setCurrent('')
    setPassword('')
  }
  return (
    <SavedForm submit={t('my.change')} done={t('my.done')} onSave={save}>
      <PasswordField
        label={t('my.current')}
        text={current}
        onText={setCurrent}
        autoComplete="current-password"
      />
      <PasswordField
        label={t('accounts.newPassword')}
        hint={t('accounts.passwordHint', { min: passwordLength.min })}
        text={password}
        onText={setPassword}
        autoComplete="new-password"
      />
    </SavedForm>
  )
}
