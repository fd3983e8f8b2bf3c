import { useSyncExternalStore } from 'react'
import { useWords } from '#device/visit-words/use-words.ts'
import { Button } from '#device/ui/button.tsx'
import type { Field } from '#domain/instruments/instrument.ts'
import css from './battery-input.module.css'
import type { FormState } from './form-state.ts'

type BatteryProps = {
  readonly form: FormState
  readonly battery: string
  readonly fields: readonly Field[]
}

/** A checklist: every line is yes, no or not asked, and one tap answers the rest with no. */
export function BatteryInput({ form, battery, fields }: BatteryProps) {
  const { t } = useWords()
  const open = useSyncExternalStore(form.subscribe, () => countOpen(form, fields))
  const title = t(`visit:batteries.${battery}`)
  return (
    <fieldset className={css.battery}>
      <legend className={css.title}>{title}</legend>
      {fields.map((field) => (
        <Line key={field.id} form={form} field={field} />
      ))}
      {open > 0 && (
        <Button look="plain" width="wide" icon="check" onPress={() => denyRest(form, fields)}>
          {t(open === fields.length ? 'visit:battery.none' : 'visit:battery.noOthers')}
        </Button>
      )}
    </fieldset>
  )
}

const isOpen = (form: FormState, field: Field) => {
  const { entry } = form.view(field)
  return entry.notMeasured === undefined && entry.parts[field.id] === undefined
}

const countOpen = (form: FormState, fields: readonly Field[]) =>
  fields.filter((field) => isOpen(form, field)).length

function denyRest(form: FormState, fields: readonly Field[]): void {
  for (const field of fields.filter((one) => isOpen(form, one))) form.setPart(field, field.id, false)
}

function Line({ form, field }: { readonly form: FormState; readonly field: Field }) {
  const { t } = useWords()
  const { entry } = useSyncExternalStore(form.subscribe, () => form.view(field))
  const value = entry.parts[field.id]
  const label = t(`fields:${field.id}.label`)
  const put = (wanted: boolean) => form.setPart(field, field.id, value === wanted ? undefined : wanted)
  return (
    <div className={css.line} data-field={field.id} role="group" aria-label={label}>
      <span className={css.label}>{label}</span>
      <Answer name={t('inputs:yesNo.yes')} look={css.yes} isOn={value === true} onPress={() => put(true)} />
      <Answer name={t('inputs:yesNo.no')} look={css.no} isOn={value === false} onPress={() => put(false)} />
    </div>
  )
}

function Answer(props: {
  readonly name: string
  readonly look: string | undefined
  readonly isOn: boolean
  readonly onPress: () => void
}) {
  return (
    <button
      type="button"
      aria-pressed={props.isOn}
      className={[css.answer, props.isOn && props.look].filter(Boolean).join(' ')}
      onClick={props.onPress}
    >
      {props.name}
    </button>
  )
}
