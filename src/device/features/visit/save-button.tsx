import { useEffect, useState } from 'react'
import { Button } from '#device/ui/button.tsx'
import { Note } from '#device/ui/states.tsx'
import type { Field } from '#domain/instruments/instrument.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import type { FormState } from './form-state.ts'
import type { OpenStep } from './form-steps.tsx'

/** The one main action of the form. It names what stands in the way, and leads there. */
export function SaveButton(props: {
  readonly form: FormState
  readonly openStep: OpenStep
  /** Whether this would save a visit of which nothing is known. */
  readonly isNothing: () => boolean
  readonly onSave: () => Promise<unknown>
}) {
  const { form, openStep, isNothing, onSave } = props
  const { t } = useWords()
  const [obstacles, setObstacles] = useState<readonly Field[]>([])
  const [isEmpty, setEmpty] = useState(false)
  useEffect(
    () =>
      form.onChange(() => {
        setEmpty(false)
        setObstacles((before) => stillInTheWay(form, before))
      }),
    [form],
  )
  async function save() {
    const found = form.findObstacles()
    setObstacles(found)
    if (found[0]) return showField(found[0], openStep)
    if (isNothing()) return setEmpty(true)
    await onSave()
  }
  return (
    <>
      {isEmpty && <Note look="warning">{t('visit:nothingFilled')}</Note>}
      {obstacles.length > 0 && (
        <Note look="warning">
          {t('visit:obstacles', {
            labels: obstacles.map((field) => t(`fields:${field.id}.label`)).join(', '),
          })}
        </Note>
      )}
      <Button look="main" icon="check" onPress={save}>
        {t('visit:save')}
      </Button>
    </>
  )
}

/** The list over the button shrinks as the fields are put right; the same list while nothing changes. */
function stillInTheWay(form: FormState, before: readonly Field[]): readonly Field[] {
  if (before.length === 0) return before
  const still = before.filter((field) => form.noteOf(field) !== undefined)
  return still.length === before.length ? before : still
}

/** Opens the field's step, then brings the field under the eyes and the finger. */
function showField(field: Field, openStep: OpenStep): void {
  openStep.open(field.step)
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(`[data-field="${field.id}"]`)
    element?.scrollIntoView?.({ block: 'start' })
    element?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
  })
}
