import type { ChangedRecord } from '#protocol/messages/columns.ts'
import { unpackState } from './packed-state.ts'

/** A row of the table `record`, in the stream of `posyanduId`, as a phone is told it. */
export function changedRecord(
  {
    kind,
    record_id: id,
    state,
  }: { readonly kind: string; readonly record_id: string; readonly state: unknown },
  posyanduId: string,
): ChangedRecord {
  // What mutations brought is JSON; the message's type is only less strict about read-only lists.
  const fields = unpackState(state) as ChangedRecord['fields']
  return { kind, id, posyanduId, fields }
}
