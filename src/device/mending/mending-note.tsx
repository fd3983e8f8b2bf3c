import './mending-words.ts'
import type { Words } from '#device/findings/finding-words.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { fieldLabel } from '#device/visit-words/record-words.ts'
import { Note } from '#device/ui/states.tsx'
import type { Mending } from './mending.ts'
import css from './mending-note.module.css'

/** What to do in the form that puts a held record right. */
export function mendingRemedy(words: Words, field: string | undefined): string {
  const { t } = words
  if (field === undefined) return t('held:remedy.mend')
  if (field === 'posyanduId') return t('held:remedy.choosePosyandu')
  return t('held:remedy.mendField', { field: fieldLabel(words, field) })
}

/** Above a form that was opened to put a held record right; it stays in sight down to the field. */
export function MendingNote({ mending }: { readonly mending: Mending }) {
  const words = useWords()
  return (
    <div className={css.note}>
      <Note look="warning" icon="held">
        <strong>{words.t('held:noteTitle')}</strong> {mendingRemedy(words, mending.field)}
      </Note>
    </div>
  )
}
