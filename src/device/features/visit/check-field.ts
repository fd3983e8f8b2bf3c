import { checkAnswer } from '#domain/instruments/index.ts'
import type { Check } from './form-state.ts'

/** What the instrument says against a value: refused, or doubtful until the person says that it is right. */
export const check: Check = (field, value, context) => {
  const checked = checkAnswer(field, value, context)
  if (checked.status === 'ok') return undefined
  const { code, facts } = checked
  return { kind: checked.status === 'reject' ? 'error' : 'doubt', code, facts }
}
