import './mending-words.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { fieldLabel } from '#device/visit-words/record-words.ts'
import { Note } from '#device/ui/states.tsx'
import type { Mending } from './mending.ts'

/** Above a form that was opened to put a held record right. */
export function MendingNote({ mending }: { readonly mending: Mending }) {
  const words = useWords()
  const { t } = words
  const { field } = mending
  return (
    <Note look="warning" icon="held">
      <strong>{t('held:noteTitle')}</strong>{' '}
      {field === undefined
        ? t('held:todo.mend')
        : field === 'posyanduId'
          ? t('held:todo.choosePosyandu')
          : t('held:todo.mendField', { field: fieldLabel(words, field) })}
    </Note>
  )
}
