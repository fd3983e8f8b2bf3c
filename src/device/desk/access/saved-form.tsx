import { type ReactNode, useState } from 'react'
import { Note } from '#device/ui/states.tsx'
import type { Problem } from '../api/call.ts'
import { useProblemWords } from '../use-problem.ts'
import css from './access.module.css'
import { SubmitButton } from './submit-button.tsx'

type Props = {
  /** What the button says, and what is said once it is saved. */
  readonly submit: string
  readonly done: string
  /** What went wrong, or nothing. */
  readonly onSave: () => Promise<Problem | undefined>
  readonly children: ReactNode
}

type State = { readonly problem?: Problem | undefined; readonly step: 'still' | 'busy' | 'done' }

/** A form with one button: once at a time, and what came of it is said above the button until something is changed. */
export function SavedForm({ submit, done, onSave, children }: Props) {
  const say = useProblemWords()
  const [{ problem, step }, setState] = useState<State>({ step: 'still' })
  const save = async () => {
    if (step === 'busy') return
    setState({ step: 'busy' })
    const found = await onSave()
    setState({ problem: found, step: found ? 'still' : 'done' })
  }
  return (
    <form
      className={css.form}
      onChange={() => setState({ step: step === 'busy' ? step : 'still' })}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {children}
      {problem && <Note look="error">{say(problem)}</Note>}
      {step === 'done' && <Note look="good">{done}</Note>}
      <SubmitButton busy={step === 'busy' ? 'yes' : 'no'}>{submit}</SubmitButton>
    </form>
  )
}
