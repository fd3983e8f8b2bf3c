import type { Queries } from '#server/database/database.ts'
import { raiseStreams } from './streams.ts'
import { takeTurn } from './turn.ts'
import { markLeft } from './write-records.ts'

/**
 * Hands records out once more where they stand, and tells the other posyandu of a device, its `scope`, that they do not
 * stand there: of what was closed its phone may believe its own word, which nobody merged (sync-spec HD14). After
 * `lockDevices`, and the last of its transaction but for what is merely written.
 */
export async function handOutAnew(
  queries: Queries,
  puskesmasId: string,
  { scope, records }: { readonly scope: readonly string[]; readonly records: readonly string[] },
): Promise<void> {
  const seen = await placesOf(queries, puskesmasId, records)
  if (seen.length === 0) return
  const turns = new Set([...scope, ...seen.map(({ posyanduId }) => posyanduId)])
  await takeTurn(queries, puskesmasId, turns, 'shared')
  // What moved away before this turn was handed out anew by that.
  const standing = (await placesOf(queries, puskesmasId, records)).filter((one) => turns.has(one.posyanduId))
  const left = standing.flatMap(({ id, posyanduId }) =>
    scope.flatMap((other) => (other === posyanduId ? [] : [{ id, posyanduId: other }])),
  )
  const counts = new Map<string, number>()
  for (const { posyanduId } of [...standing, ...left])
    counts.set(posyanduId, (counts.get(posyanduId) ?? 0) + 1)
  const sequences = await raiseStreams(queries, puskesmasId, counts)
  queries.send(
    `update record r set sequence = n.sequence from unnest($2::uuid[], $3::bigint[]) as n (record_id, sequence)
     where r.puskesmas_id = $1 and r.record_id = n.record_id`,
    [puskesmasId, standing.map(({ id }) => id), standing.map(({ posyanduId }) => sequences.next(posyanduId))],
  )
  markLeft(
    queries,
    puskesmasId,
    left.map((one) => ({ ...one, sequence: sequences.next(one.posyanduId) })),
  )
}

async function placesOf(queries: Queries, puskesmasId: string, records: readonly string[]) {
  return queries.query<{ id: string; posyanduId: string }>(
    `select record_id::text as id, posyandu_id::text as "posyanduId" from record
     where puskesmas_id = $1 and record_id = any($2::uuid[]) and posyandu_id is not null order by 1`,
    [puskesmasId, records],
  )
}
