import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MeAnswer, meAnswerSchema } from '#protocol/messages/access.ts'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Lotus, Note } from '#device/ui/states.tsx'
import { call, type Problem } from '../api/call.ts'
import { useProblemWords } from '../use-problem.ts'
import css from './access.module.css'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

/** Log-in of admin and nakes. A wrong name and a wrong password are answered alike. */
export function LogInScreen({
  onLoggedIn,
  note,
}: {
  readonly onLoggedIn: (me: MeAnswer) => void
  readonly note?: string
}) {
  const { t } = useTranslation('desk')
  const say = useProblemWords()
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)

  const logIn = async () => {
    if (busy) return
    if (!loginName.trim() || !password) return setProblem({ code: 'logInEmpty' })
    setBusy(true)
    const result = await call(meAnswerSchema, '/api/v1/log-in', {
      method: 'POST',
      body: { loginName, password },
    })
    setBusy(false)
    if (result.ok) onLoggedIn(result.value)
    else setProblem(result.problem)
  }

  return (
    <main className={css.logIn}>
      <div className={css.welcome}>
        <Lotus size={96} />
        <h1>{t('logInTitle')}</h1>
        <p>{t('logInText')}</p>
      </div>
      <form
        className={css.logInForm}
        onSubmit={(event) => {
          event.preventDefault()
          void logIn()
        }}
      >
        {note && !problem && <Note look="info">{note}</Note>}
        {problem && <Note look="error">{say(problem)}</Note>}
        <TextField
          name="loginName"
          label={t('loginName')}
          text={loginName}
          onText={setLoginName}
          autoCapitalize="none"
          maxLength={64}
        />
        <PasswordField
          label={t('password')}
          text={password}
          onText={setPassword}
          autoComplete="current-password"
        />
        <SubmitButton busy={busy ? 'yes' : 'no'}>{t('logIn')}</SubmitButton>
      </form>
    </main>
  )
}
