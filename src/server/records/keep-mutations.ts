import type { Queries } from '#server/database/database.ts'
import { jsonArray } from '#server/database/binary-array.ts'
import type { Judged } from './judge.ts'
import { keepBatches } from './kept-batches.ts'
import { sealContent } from './sealed-content.ts'
import type { Sent } from './writer.ts'

/** What was sent by one writer, with what became of it. */
export type JudgedSent = Sent & {
  readonly judged: Pick<Judged, 'kept' | 'inBatch' | 'mended' | 'readAtLast'>
}

/** A row that was held is brought up to date; one that was accepted stays as it is. */
const orUpdate = `on conflict (puskesmas_id, device_id, number, content_hash) do update set
         outcome = excluded.outcome, code = excluded.code, field = excluded.field, receipt = excluded.receipt,
         received_at = case when excluded.outcome = 'accepted' then excluded.received_at
           else mutation.received_at end
       where mutation.outcome = 'held'`

/**
 * Keeps every judged mutation, whatever became of it: what was accepted in its batch, all else in a row of its own. A
 * row that was held is brought up to date. Waits for nothing.
 */
export function keepMutations(queries: Queries, puskesmasId: string, all: readonly JudgedSent[]): void {
  keepBatches(
    queries,
    puskesmasId,
    all.flatMap(({ writer: { deviceId }, judged: { inBatch: accepted }, bytes, receipt, now }) =>
      bytes && accepted.length > 0 ? [{ deviceId, bytes, accepted, receipt, now }] : [],
    ),
  )
  const rows = all.flatMap(({ judged, writer: { deviceId } }, i) =>
    judged.kept.map((kept) => ({ ...kept, sender: i + 1, deviceId })),
  )
  // Above the highest number of a locked device nothing can be there, and no look for it is needed.
  const isAllNew = all.every(({ judged, highest }) =>
    judged.kept.every(({ entry }) => entry.number > highest),
  )
  if (rows.length > 0)
    queries.send(
      `insert into mutation (puskesmas_id, device_id, number, content_hash, content, kind, record_id, outcome,
         code, field, receipt, received_at)
       select $1, ($2::uuid[])[sender], number, hash, content, kind, record_id,
         case when code is null then 'accepted' else 'held' end, code, field,
         case when code is null then ($3::text[])[sender] end, ($4::timestamptz[])[sender]
       from unnest($5::integer[], $6::integer[], $7::uuid[], $8::json[], $9::text[], $10::uuid[], $11::text[],
         $12::text[]) as row (sender, number, hash, content, kind, record_id, code, field)
       ${isAllNew ? '' : orUpdate}`,
      [
        puskesmasId,
        all.map((one) => one.writer.deviceId),
        all.map((one) => one.receipt),
        all.map((one) => new Date(one.now)),
        rows.map((row) => row.sender),
        rows.map((row) => row.entry.number),
        rows.map((row) => row.entry.content().hash),
        jsonArray(
          rows.map(({ entry, deviceId }) => sealContent(queries.vault, deviceId, entry.content().text)),
        ),
        rows.map((row) => ('mutation' in row.entry.read ? row.entry.read.mutation.kind : null)),
        rows.map((row) => ('mutation' in row.entry.read ? row.entry.read.mutation.id : null)),
        rows.map((row) => row.reason?.code ?? null),
        rows.map((row) => row.reason?.field ?? null),
      ],
    )
  for (const { writer, judged, receipt } of all)
    resolve(queries, puskesmasId, writer.deviceId, judged, receipt)
}

/** What is mended has the receipt of its mend; what lay unread and is accepted now is held no longer. */
function resolve(
  queries: Queries,
  puskesmasId: string,
  deviceId: string,
  { mended, readAtLast }: JudgedSent['judged'],
  receipt: string,
): void {
  if (mended.length > 0)
    queries.send(
      `update mutation set resolved = true, resolution = 'mended', receipt = $4
       where puskesmas_id = $1 and device_id = $2 and outcome = 'held' and not resolved
         and number = any($3::integer[])`,
      [puskesmasId, deviceId, mended, receipt],
    )
  if (readAtLast.length > 0)
    queries.send(
      `update mutation set resolved = true
       where puskesmas_id = $1 and device_id = $2 and outcome = 'held' and number = any($3::integer[])
         and content is null`,
      [puskesmasId, deviceId, readAtLast],
    )
}
