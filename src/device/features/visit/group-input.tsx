import { useCallback, useMemo } from 'react'
import type { FieldTexts } from '#device/ui/inputs/field-frame.tsx'
import { FieldNotes } from '#device/ui/inputs/field-frame.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { DateField } from '#device/ui/inputs/date-field.tsx'
import { NumberField } from '#device/ui/inputs/number-field.tsx'
import { NumberPairField } from '#device/ui/inputs/number-pair-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { YesNoField } from '#device/ui/inputs/yes-no-field.tsx'
import type { Field, GroupSpec, PartSpec } from '#domain/instruments/instrument.ts'
import { type Entry, isNumberPart, type Typed } from './entries.ts'
import css from './field-input.module.css'
import type { FormState } from './form-state.ts'
import { choiceWord, unitWord } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'

type GroupProps = {
  readonly form: FormState
  readonly field: Field & GroupSpec
  readonly entry: Entry
  readonly texts: FieldTexts
}

/** Values that mean something only together: two numbers as a pair, others under one another. */
export function GroupInput(props: GroupProps) {
  const numbers = props.field.parts.filter(isNumberPart)
  const isPair =
    numbers.length === props.field.parts.length && new Set(numbers.map((part) => part.unit)).size === 1
  return isPair ? <PairInput {...props} /> : <StackedInput {...props} />
}

function PairInput({ form, field, entry, texts }: GroupProps) {
  const words = useWords()
  const put = useCallback((text: string, part: string) => form.setPart(field, part, text), [form, field])
  const leave = useCallback(() => form.leave(field), [form, field])
  const boxes = useMemo(
    () =>
      field.parts.filter(isNumberPart).map((part) => {
        return {
          name: part.id,
          label: words.t(`fields:${field.id}.parts.${part.id}`),
          decimals: part.decimals,
          text: String(entry.parts[part.id] ?? ''),
        }
      }),
    [words, field, entry],
  )
  const unit = field.parts.find(isNumberPart)?.unit ?? ''
  return (
    <NumberPairField {...texts} boxes={boxes} unit={unitWord(words, unit)} onText={put} onLeave={leave} />
  )
}

function StackedInput({ form, field, entry, texts }: GroupProps) {
  const [first, ...others] = field.parts
  const isStarted = first !== undefined && entry.parts[first.id] !== undefined
  return (
    <div className={css.stack}>
      {first && (
        <Part
          form={form}
          field={field}
          part={first}
          entry={entry}
          texts={{ ...texts, error: undefined, doubt: undefined }}
        />
      )}
      {others.map((part) => (
        <Part
          key={part.id}
          form={form}
          field={field}
          part={part}
          entry={entry}
          texts={{}}
          proposed={isStarted ? part.default?.(form.fieldContext()) : undefined}
        />
      ))}
      <FieldNotes id={`group-${field.id}`} error={texts.error} doubt={texts.doubt} />
    </div>
  )
}

function Part(props: {
  readonly form: FormState
  readonly field: Field & GroupSpec
  readonly part: PartSpec
  readonly entry: Entry
  readonly texts: Partial<FieldTexts>
  /** What follows from the age, shown as chosen as soon as there is a number to it. */
  readonly proposed?: string | undefined
}) {
  const { form, field, part, entry, texts, proposed } = props
  const words = useWords()
  const put = useCallback(
    (typed: Typed | undefined) => form.setPart(field, part.id, typed),
    [form, field, part],
  )
  const leave = useCallback(() => form.leave(field), [form, field])
  const label = texts.label ?? words.t(`fields:${field.id}.parts.${part.id}`)
  const typed = entry.parts[part.id]
  if (part.type === 'number') {
    return (
      <NumberField
        {...texts}
        label={label}
        name={part.id}
        text={String(typed ?? '')}
        decimals={part.decimals}
        unit={unitWord(words, part.unit)}
        words={part.words}
        onText={put}
        onLeave={leave}
      />
    )
  }
  if (part.type === 'date') {
    const day = typed === undefined ? undefined : String(typed)
    return (
      <DateField
        {...texts}
        label={label}
        name={part.id}
        value={day}
        onValue={put}
        onUnfinished={put}
        onLeave={leave}
      />
    )
  }
  if (part.type === 'text') {
    return (
      <TextField
        {...texts}
        label={label}
        name={part.id}
        text={String(typed ?? '')}
        maxLength={part.maxLength}
        onText={put}
        onLeave={leave}
      />
    )
  }
  if (part.type === 'yesNo') {
    const value = typeof typed === 'boolean' ? typed : undefined
    return <YesNoField {...texts} label={label} name={part.id} value={value} onValue={put} />
  }
  const isProposed = typed === undefined && proposed !== undefined
  return (
    <ChoiceField
      label={label}
      name={part.id}
      clearing="none"
      hint={isProposed ? words.t('visit:proposed') : undefined}
      options={part.choices.map((value) => ({ value, label: choiceWord(words, field.id, value) }))}
      value={typed === undefined ? proposed : String(typed)}
      onValue={put}
    />
  )
}
