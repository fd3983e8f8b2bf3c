import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Account, type AccountChange, accountSchema, passwordLength } from '#protocol/messages/access.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { SaveSheet } from '../frame/save-sheet.tsx'
import { useProblemWords } from '../use-problem.ts'
import { PasswordField } from './password-field.tsx'
import { PosyanduChoice } from './posyandu-choice.tsx'

/** Changes an account: only what was changed is sent. Switching it off asks once more. */
export function EditAccountSheet({
  account,
  onClose,
}: {
  readonly account: Account
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['desk', 'common'])
  const say = useProblemWords()
  const before = account.posyandu.map(({ id }) => id)
  const [displayName, setDisplayName] = useState(account.displayName)
  const [password, setPassword] = useState('')
  const [posyandu, setPosyandu] = useState<readonly string[]>(before)
  const [problem, setProblem] = useState<Problem>()
  const [asking, setAsking] = useState(false)

  const send = async (body: AccountChange) => {
    const path = `/api/v1/accounts/${encodeURIComponent(account.id)}`
    const result = await call(accountSchema, path, { method: 'PATCH', body })
    if (!result.ok) return setProblem(result.problem)
    showToast(t('saved'))
    onClose()
  }
  const samePosyandu = posyandu.length === before.length && posyandu.every((id) => before.includes(id))
  const save = () =>
    send({
      ...(displayName !== account.displayName && { displayName }),
      ...(password !== '' && { password }),
      ...(!samePosyandu && { posyandu: [...posyandu] }),
    })

  if (asking) {
    return (
      <Dialog
        title={t('accounts.offTitle', { name: account.displayName })}
        onClose={() => setAsking(false)}
        actions={
          <>
            {problem && <Note look="error">{say(problem)}</Note>}
            <Button look="danger" width="wide" onPress={() => send({ active: false })}>
              {t('accounts.switchOff')}
            </Button>
            <Button look="quiet" width="wide" onPress={() => setAsking(false)}>
              {t('common:cancel')}
            </Button>
          </>
        }
      >
        <p>{t('accounts.offText')}</p>
      </Dialog>
    )
  }
  return (
    <SaveSheet
      title={t('accounts.editOf', { name: account.displayName })}
      problem={problem}
      onSave={save}
      onClose={onClose}
      more={
        account.active ? (
          <Button look="danger" width="wide" onPress={() => setAsking(true)}>
            {t('accounts.switchOff')}
          </Button>
        ) : (
          <Button width="wide" onPress={() => send({ active: true })}>
            {t('accounts.switchOn')}
          </Button>
        )
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
      {account.role !== 'kader' && (
        <PasswordField
          label={t('accounts.newPassword')}
          hint={t('accounts.newPasswordHint', { min: passwordLength.min })}
          text={password}
          onText={setPassword}
          autoComplete="new-password"
        />
      )}
      {(account.role === 'kader' || account.role === 'nakes') && (
        <PosyanduChoice value={posyandu} onValue={setPosyandu} />
      )}
    </SaveSheet>
  )
}
