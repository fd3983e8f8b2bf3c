import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AccountRole, accountSchema, passwordLength } from '#protocol/messages/access.ts'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { SaveSheet } from '../frame/save-sheet.tsx'
import type { AccountsOf } from './accounts-page.tsx'
import { PasswordField } from './password-field.tsx'
import { PosyanduChoice } from './posyandu-choice.tsx'

const staffRoles: readonly AccountRole[] = ['nakes', 'admin', 'dinkes']

/** A new account: a kader has a name and posyandu only, staff a log-in too. */
export function NewAccountSheet({ of, onClose }: { readonly of: AccountsOf; readonly onClose: () => void }) {
  const { t } = useTranslation(['desk', 'common'])
  const [displayName, setDisplayName] = useState('')
  const [role, setRole] = useState<AccountRole>(of === 'kader' ? 'kader' : 'nakes')
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [posyandu, setPosyandu] = useState<readonly string[]>()
  const [problem, setProblem] = useState<Problem>()
  const logsIn = role !== 'kader'
  const serves = role === 'kader' || role === 'nakes'

  const save = async () => {
    const body = {
      displayName,
      role,
      posyandu: serves ? [...(posyandu ?? [])] : [],
      ...(logsIn && { loginName, password }),
    }
    const result = await call(accountSchema, '/api/v1/accounts', { method: 'POST', body })
    if (!result.ok) return setProblem(result.problem)
    showToast(t('accounts.made', { name: result.value.displayName }))
    onClose()
  }

  return (
    <SaveSheet title={t(`accounts.add_${of}`)} problem={problem} onSave={save} onClose={onClose}>
      <TextField
        name="displayName"
        label={t('accounts.name')}
        text={displayName}
        onText={setDisplayName}
        autoCapitalize="words"
        maxLength={120}
      />
      {of === 'staff' && (
        <ChoiceField
          name="role"
          label={t('accounts.role')}
          options={staffRoles.map((one) => ({
            value: one,
            label: t(`roles.${one}`),
            hint: t(`roleHints.${one}`),
          }))}
          value={role}
          onValue={(next) => next && setRole(next as AccountRole)}
          clearing="none"
        />
      )}
      {logsIn && (
        <>
          <TextField
            name="loginName"
            label={t('loginName')}
            hint={t('accounts.loginHint')}
            text={loginName}
            onText={setLoginName}
            autoCapitalize="none"
            maxLength={40}
          />
          <PasswordField
            label={t('password')}
            hint={t('accounts.passwordHint', { min: passwordLength.min })}
            text={password}
            onText={setPassword}
            autoComplete="new-password"
          />
        </>
      )}
      {serves && <PosyanduChoice value={posyandu} onValue={setPosyandu} />}
    </SaveSheet>
  )
}
