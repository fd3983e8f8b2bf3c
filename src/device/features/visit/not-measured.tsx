import { useState } from 'react'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import {
  type Field,
  type NotMeasured,
  type NotMeasuredReason,
  notMeasuredReasons,
} from '#domain/instruments/instrument.ts'
import css from './field-input.module.css'
import type { FormState } from './form-state.ts'
import { useWords } from '#device/visit-words/use-words.ts'

type Props = { readonly form: FormState; readonly field: Field }

/** Opens the reasons for which a field can have no value. */
export function NotMeasuredButton({ form, field }: Props) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const label = t(`fields:${field.id}.label`)
  return (
    <>
      <button
        type="button"
        className={css.notMeasuredButton}
        aria-label={t('visit:notMeasured.openFor', { label })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {t('visit:notMeasured.open')}
      </button>
      {isOpen && <ReasonSheet form={form} field={field} onClose={() => setOpen(false)} />}
    </>
  )
}

function ReasonSheet({ form, field, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useWords()
  const choose = (notMeasured: NotMeasured) => {
    form.setNotMeasured(field, notMeasured)
    onClose()
  }
  return (
    <Dialog
      title={t('visit:notMeasured.title', { label: t(`fields:${field.id}.label`) })}
      onClose={onClose}
      actions={
        <Button look="quiet" width="wide" onPress={onClose}>
          {t('cancel', { ns: 'common' })}
        </Button>
      }
    >
      <div className={css.reasons}>
        {reasonsOf(field).map((reason) => (
          <Button key={reason} width="wide" onPress={() => choose({ state: 'notMeasured', reason })}>
            {capitalised(t(`visit:notMeasured.reasons.${reason}`))}
          </Button>
        ))}
        {(['cannotBeDone', 'unknown'] as const).map((state) => (
          <Button key={state} width="wide" onPress={() => choose({ state })}>
            {capitalised(t(`visit:notMeasured.states.${state}`))}
          </Button>
        ))}
      </div>
    </Dialog>
  )
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Standing matters only where a person stands to be measured: on the scale and at the measuring board. */
const measuredStanding: ReadonlySet<string> = new Set(['weightKg', 'heightCm', 'lengthHeight'])

const reasonsOf = (field: Field): readonly NotMeasuredReason[] =>
  notMeasuredReasons.filter((reason) => reason !== 'cannotStand' || measuredStanding.has(field.id))

/** Stands in place of the boxes while a field has a reason in place of a value. */
export function NotMeasuredLine({ form, field, notMeasured }: Props & { readonly notMeasured: NotMeasured }) {
  const { t } = useWords()
  const label = t(`fields:${field.id}.label`)
  const reason = notMeasured.reason
    ? t(`visit:notMeasured.reasons.${notMeasured.reason}`)
    : t(`visit:notMeasured.states.${notMeasured.state}`)
  return (
    <fieldset className={css.notMeasured}>
      <legend className={css.notMeasuredLabel}>{label}</legend>
      <p>{t('visit:notMeasured.is', { reason })}</p>
      <Button
        look="quiet"
        label={t('visit:notMeasured.undoFor', { label })}
        onPress={() => form.setNotMeasured(field, undefined)}
      >
        {t('visit:notMeasured.undo')}
      </Button>
    </fieldset>
  )
}
