import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AccountRole, accountSchema, passwordLength } from '#protocol/messages/access.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { useProblemWords } from '../use-problem.ts'
import type { AccountsOf } from './accounts-page.tsx'
import { PasswordField } from './password-field.tsx'
import { PosyanduChoice } from './posyandu-choice.tsx'

const staffRoles: readonly AccountRole[] = ['nakes', 'admin', 'dinkes']

/** A new account: a kader has a name and posyandu only, staff a log-in too. */
export function NewAccountSheet({ of, onClose }: { readonly of: AccountsOf; readonly onClose: () => void }) {
  const { t } = useTranslation(['desk', 'common'])
  const say = useProblemWords()
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
    <Dialog
      title={t(`accounts.add_${of}`)}
      onClose={onClose}
      actions={
        <>
          {problem && <Note look="error">{say(problem)}</Note>}
          <Button look="main" onPress={save}>
            {t('common:save')}
          </Button>
          <Button look="quiet" width="wide" onPress={onClose}>
            {t('common:cancel')}
          </Button>
        </>
      }
    >
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
    </Dialog>
  )
}
