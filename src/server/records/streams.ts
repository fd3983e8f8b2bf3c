import { randomBytes } from 'node:crypto'
import type { Queries } from '#server/database/database.ts'

/** Gives out sequence numbers of one posyandu's stream, in order. */
export type Sequences = { next(posyanduId: string): number }

const raise = {
  name: 'raise-streams',
  text: `with locked as (
       select posyandu_id from posyandu_stream where puskesmas_id = $1 and posyandu_id = any($2::uuid[])
       order by posyandu_id for update
     ), raised as (
       update posyandu_stream s set last_sequence = s.last_sequence + wanted.entries
       from locked join unnest($2::uuid[], $3::bigint[]) as wanted (posyandu_id, entries) using (posyandu_id)
       where s.puskesmas_id = $1 and s.posyandu_id = locked.posyandu_id
       returning s.posyandu_id, s.last_sequence
     ), marked as (
       insert into stream_commit (puskesmas_id, posyandu_id, sequence, tag)
       select $1, posyandu_id, last_sequence, $4 from raised
     )
     select posyandu_id, last_sequence from raised`,
}

/**
 * Raises the counters by how many entries each stream is to get, and marks this commit in each. To be called last
 * before the writes that use the numbers: the counters stay locked until the commit, so that sequences rise in the
 * order of commits (sync-spec SQ2).
 */
export async function raiseStreams(
  queries: Queries,
  puskesmasId: string,
  counts: ReadonlyMap<string, number>,
): Promise<Sequences> {
  const ids = [...counts.keys()].sort()
  if (ids.length === 0) return sequencesFrom([])
  const rows = await queries.query<{ posyandu_id: string; last_sequence: string }>(raise, [
    puskesmasId,
    ids,
    ids.map((id) => counts.get(id) ?? 0),
    randomBytes(9).toString('base64url'),
  ])
  if (rows.length !== ids.length) throw new Error('a posyandu has no stream')
  return sequencesFrom(
    rows.map((row) => [row.posyandu_id, Number(row.last_sequence) - (counts.get(row.posyandu_id) ?? 0)]),
  )
}

function sequencesFrom(start: readonly (readonly [string, number])[]): Sequences {
  const last = new Map(start)
  return {
    next(posyanduId) {
      const sequence = (last.get(posyanduId) ?? 0) + 1
      last.set(posyanduId, sequence)
      return sequence
    },
  }
}
