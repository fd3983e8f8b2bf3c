import { StoreError } from '#device/store/store-error.ts'
import { saveTrouble } from '#device/ui/use-saving.ts'
import { fieldLabel } from './record-words.ts'
import type { Words } from '#device/findings/finding-words.ts'

/** What to tell about a save that did not succeed. The form and its draft are still there. */
export function troubleWords(words: Words, error: unknown): string {
  const { t } = words
  if (error instanceof StoreError && error.code === 'fieldTooLong' && error.field)
    return t('visit:tooLong', { field: fieldLabel(words, error.field) })
  return t(saveTrouble(error), { ns: 'common' })
}
