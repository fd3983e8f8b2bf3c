import type { ChangedRecord } from '#protocol/messages/columns.ts'
import type { Vault } from '#server/sealing/vault.ts'
import { type StoredRow, storedState } from './stored-state.ts'

/** A row of the table `record`, in the stream of `posyanduId`, as a phone is told it. */
export function changedRecord(vault: Vault, row: StoredRow, posyanduId: string): ChangedRecord {
  const { kind, id, fields } = storedState(vault, row)
  // What mutations brought is JSON; the message's type is only less strict about read-only lists.
  return { kind, id, posyanduId, fields: fields as ChangedRecord['fields'] }
}
