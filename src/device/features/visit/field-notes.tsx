import { showFacts } from '#device/findings/finding-words.ts'
import type { Words } from '#device/findings/finding-words.ts'
import { Button } from '#device/ui/button.tsx'
import type { Field } from '#domain/instruments/instrument.ts'
import { formatNumber, numberAsTyped } from '#device/ui/inputs/typed-number.ts'
import css from './field-input.module.css'
import type { FieldNote, FormState } from './form-state.ts'
import { showAnswer, unitWord } from '#device/visit-words/show-value.ts'
import { readEntry } from './entries.ts'
import { useWords } from '#device/visit-words/use-words.ts'

/** What an error or a doubt says, with the limits in the field's own unit. */
export function noteWords(words: Words, field: Field, note: FieldNote): string {
  const kind = note.kind === 'error' ? 'errors' : 'doubts'
  return words.t([`fields:${kind}.${note.code}`, `fields:${kind}.unknown`], {
    ...showFacts(words, note.facts),
    unit: unitWord(words, unitOf(field)),
    ...(note.facts['part'] !== undefined && {
      part: words.t(`fields:${field.id}.parts.${note.facts['part']}`),
    }),
  })
}

function unitOf(field: Field): string {
  if (field.type === 'number') return field.unit
  if (field.type !== 'group') return ''
  const number = field.parts.find((part) => part.type === 'number')
  return number?.type === 'number' ? number.unit : ''
}

type NoteProps = { readonly form: FormState; readonly field: Field; readonly note: FieldNote }

/** Asks once about a doubtful value: it is right, it was meant otherwise, or it is measured again. */
export function FieldDoubt({ form, field, note }: NoteProps) {
  const words = useWords()
  const read = readEntry(field, form.view(field).entry, form.fieldContext())
  const value = read.kind === 'value' ? showAnswer(words, field, read.value) : ''
  return (
    <div className={css.doubt} role="alert">
      <p className={css.doubtValue}>{words.t('visit:doubt.is', { value })}</p>
      <p>{noteWords(words, field, note)}</p>
      <div className={css.doubtActions}>
        <Button onPress={() => form.confirm(field)}>{words.t('visit:doubt.right')}</Button>
        <PerhapsButton form={form} field={field} note={note} />
        <Button onPress={() => form.clear(field)}>{words.t('visit:doubt.again')}</Button>
      </div>
    </div>
  )
}

/** A refused value that looks like a slip: offers what was perhaps meant, `84` → `8,4 kg`. */
export function FieldSlip({ form, field, note }: NoteProps) {
  return typeof note.facts['perhaps'] === 'number' ? (
    <div className={css.slip}>
      <PerhapsButton form={form} field={field} note={note} />
    </div>
  ) : null
}

function PerhapsButton({ form, field, note }: NoteProps) {
  const words = useWords()
  const { perhaps, part, unit } = note.facts
  if (typeof perhaps !== 'number') return null
  const value = `${formatNumber(perhaps, words.language)} ${unitWord(words, String(unit))}`
  const put = () => form.setPart(field, String(part ?? field.id), numberAsTyped(perhaps, words.language))
  return <Button onPress={put}>{words.t('visit:doubt.perhaps', { value })}</Button>
}
