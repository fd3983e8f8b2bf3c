import { StoreError } from '#device/store/store-error.ts'
import type { Words } from '#device/findings/finding-words.ts'

/** What to tell about a save that did not succeed. The form and its draft are still there. */
export function troubleWords({ t }: Words, error: unknown): string {
  const isFull = error instanceof StoreError && error.code === 'storageFull'
  return t(isFull ? 'error.quota' : 'error.storage', { ns: 'common' })
}
