import type { ContactNote } from './rows.ts'
import type { Contact } from './store.ts'

/** What screens may know of the exchange with the puskesmas. */
export function contactOf(note: ContactNote | undefined): Contact {
  return {
    firstLoadDone: note?.firstLoadDone ?? false,
    device: note?.device ?? 'active',
    ...(note?.lastContactAt !== undefined && { lastContactAt: note.lastContactAt }),
    ...(note?.load && { load: note.load }),
    ...(note?.clockOffset !== undefined && { clockOffset: note.clockOffset }),
  }
}
