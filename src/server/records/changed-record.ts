import type { ChangedRecord } from '#protocol/messages/columns.ts'
import { type Packed, unpackState } from '#protocol/packed-state.ts'
import type { StoredRow } from './stored-state.ts'

/** A row of the table `record`, its state `opened`, in the stream of `posyanduId`, as a phone is told it. */
export function changedRecord(
  { record_id: id, kind }: StoredRow,
  opened: Packed,
  posyanduId: string,
): ChangedRecord {
  // What mutations brought is JSON; the message's type is only less strict about read-only lists.
  const fields = unpackState(opened) as ChangedRecord['fields']
  return { kind, id, posyanduId, fields }
}
