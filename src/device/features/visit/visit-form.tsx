import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Note } from '#device/ui/states.tsx'
import type { Field, Step } from '#domain/instruments/instrument.ts'
import { FieldInput } from './field-input.tsx'
import type { FormState } from './form-state.ts'
import { useWords } from '#device/visit-words/use-words.ts'

const steps: readonly Step[] = [1, 2, 3, 4, 5]

/** The card's fields, one block a step. Only the list of shown fields is listened to here. */
export function FormSteps({ form }: { readonly form: FormState }) {
  const { t } = useWords()
  const fields = useSyncExternalStore(form.subscribe, form.shownFields)
  return steps
    .map((step) => [step, fields.filter((field) => field.step === step)] as const)
    .filter(([, ofStep]) => ofStep.length > 0)
    .map(([step, ofStep]) => (
      <Card key={step} title={t(`visit:steps.${step}`)}>
        {ofStep.map((field) => (
          <FieldInput key={field.id} form={form} field={field} />
        ))}
      </Card>
    ))
}

/** The one main action of the form. It names what stands in the way, and leads there. */
export function SaveButton(props: { readonly form: FormState; readonly onSave: () => Promise<unknown> }) {
  const { form, onSave } = props
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
    if (found[0]) return showField(found[0])
    if (Object.keys(form.answers()).length === 0) return setEmpty(true)
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

function showField(field: Field): void {
  const element = document.querySelector<HTMLElement>(`[data-field="${field.id}"]`)
  element?.scrollIntoView?.({ block: 'start' })
  element?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
}
