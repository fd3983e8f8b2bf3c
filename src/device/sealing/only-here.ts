import { type Database, readMeta } from '#device/store/database.ts'
import { queueKeyIdOf } from '#device/store/outbox.ts'
import { waitingIn } from '#device/store/queue.ts'

/** Whether rows wait that nobody but the open app can send: under a key that was not sealed to the puskesmas yet. */
export async function waitsOnlyHere(database: Database): Promise<boolean> {
  const notes = (await readMeta(database, 'queueKeys')) ?? []
  const own = new Set(notes.filter(({ wrapped, sealed }) => wrapped && !sealed).map(({ id }) => id))
  if (own.size === 0) return false
  for (const lot of await waitingIn(database)) {
    const rows = await lot.toArray()
    if (rows.some((row) => own.has(queueKeyIdOf(row) ?? ''))) return true
  }
  return false
}
