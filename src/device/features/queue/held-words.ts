import '#device/mending/mending-words.ts'
import type { Words } from '#device/findings/finding-words.ts'
import type { QueueRow } from '#device/store/store.ts'
import { fieldLabel } from '#device/visit-words/record-words.ts'

/** Why the puskesmas holds it; a reason that only a newer server knows has words too. */
export const heldReason = ({ t }: Words, { code, kind }: QueueRow): string =>
  t([`held:reasonOf.${kind}.${code}`, `held:reason.${code}`, 'held:reason.other'])

/** What the button to its form says. */
export const mendLabel = (words: Words, { field }: QueueRow): string =>
  field ? words.t('held:mendField', { field: fieldLabel(words, field) }) : words.t('held:mend')
