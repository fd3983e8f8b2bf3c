import { memo, useCallback, useMemo, useSyncExternalStore } from 'react'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { DateField } from '#device/ui/inputs/date-field.tsx'
import { MultiField } from '#device/ui/inputs/multi-field.tsx'
import { NumberField } from '#device/ui/inputs/number-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { YesNoField } from '#device/ui/inputs/yes-no-field.tsx'
import { isRequired } from '#domain/instruments/index.ts'
import type { Field } from '#domain/instruments/instrument.ts'
import type { Typed } from './entries.ts'
import css from './field-input.module.css'
import { FieldDoubt, FieldSlip, noteWords } from './field-notes.tsx'
import type { FieldNote, FormState } from './form-state.ts'
import { GroupInput } from './group-input.tsx'
import { NotMeasuredButton, NotMeasuredLine } from './not-measured.tsx'
import { previousWords } from './previous-value.ts'
import { choiceWord, unitWord } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'

export type InputProps = { readonly form: FormState; readonly field: Field }

/** One field with all that belongs to it. It renders when something of its own changes, and at no other time. */
export const FieldInput = memo(function FieldInput({ form, field }: InputProps) {
  const { entry } = useFieldView(form, field)
  const isExpected = useSyncExternalStore(form.subscribe, () => isAnswerExpected(form, field))
  return (
    <div className={css.field} data-field={field.id}>
      {entry.notMeasured ? (
        <NotMeasuredLine form={form} field={field} notMeasured={entry.notMeasured} />
      ) : (
        <>
          <Boxes form={form} field={field} />
          {isExpected && <NotMeasuredButton form={form} field={field} />}
        </>
      )}
    </div>
  )
})

/** Why a box is empty is asked of what is measured and of what must be filled; anything else is simply left out. */
const isAnswerExpected = (form: FormState, field: Field): boolean =>
  field.type !== 'text' && (field.step === 2 || isRequired(field, form.fieldContext()))

export const useFieldView = (form: FormState, field: Field) =>
  useSyncExternalStore(form.subscribe, () => form.view(field))

function Boxes({ form, field }: InputProps) {
  const words = useWords()
  const { entry, note } = useFieldView(form, field)
  const put = useCallback((typed: Typed | undefined) => form.setPart(field, field.id, typed), [form, field])
  const leave = useCallback(() => form.leave(field), [form, field])
  const still = useStillTexts(form, field)
  const texts = {
    ...still,
    name: field.id,
    error: note?.kind === 'error' ? noteWords(words, field, note) : undefined,
    doubt: note && <NoteBelow form={form} field={field} note={note} />,
  }
  const options = useOptions(field)
  const typed = entry.parts[field.id]
  switch (field.type) {
    case 'number':
      return (
        <NumberField
          {...texts}
          text={textOf(typed)}
          decimals={field.decimals}
          unit={unitWord(words, field.unit)}
          words={field.words}
          onText={put}
          onLeave={leave}
        />
      )
    case 'group':
      return <GroupInput form={form} field={field} entry={entry} texts={texts} />
    case 'yesNo':
      return <YesNoField {...texts} value={typeof typed === 'boolean' ? typed : undefined} onValue={put} />
    case 'choice':
      return <ChoiceField {...texts} options={options} value={textOf(typed) || undefined} onValue={put} />
    case 'multi':
      return (
        <MultiField
          {...texts}
          options={options}
          none={words.t('visit:none')}
          value={Array.isArray(typed) ? typed : undefined}
          onValue={put}
        />
      )
    case 'date':
      return (
        <DateField
          {...texts}
          value={textOf(typed) || undefined}
          onValue={put}
          onUnfinished={put}
          onLeave={leave}
        />
      )
    case 'text':
      return (
        <TextField {...texts} text={textOf(typed)} maxLength={field.maxLength} onText={put} onLeave={leave} />
      )
  }
}

function NoteBelow(props: InputProps & { readonly note: FieldNote }) {
  return props.note.kind === 'doubt' ? <FieldDoubt {...props} /> : <FieldSlip {...props} />
}

const textOf = (typed: Typed | undefined): string => (typeof typed === 'string' ? typed : '')

/** Label, hint and earlier value: they do not change while the form is open. */
function useStillTexts(form: FormState, field: Field) {
  const words = useWords()
  return useMemo(
    () => ({
      label: words.t(`fields:${field.id}.label`),
      hint: words.t(`fields:${field.id}.hint`, { defaultValue: '' }) || undefined,
      beside: previousWords(words, field, form.context),
    }),
    [words, form, field],
  )
}

function useOptions(field: Field) {
  const words = useWords()
  return useMemo(
    () =>
      field.type === 'choice' || field.type === 'multi'
        ? field.choices.map((value) => ({ value, label: choiceWord(words, field.id, value) }))
        : [],
    [words, field],
  )
}
