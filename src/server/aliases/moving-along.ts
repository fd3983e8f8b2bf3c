import type { FieldValue } from '#protocol/mutation.ts'
import type { Queries } from '#server/database/database.ts'
import { idIn } from '#server/records/place.ts'
import { recordsById } from '#server/records/records-by-id.ts'
import { readKin, shownAmong } from './standing-aliases.ts'

/** A write as far as it can move somebody. */
type Write = {
  readonly kind: string
  readonly id: string
  readonly set: Readonly<Record<string, FieldValue>>
}

/** `with`: whom the writes move. */
export type Along = Write & { readonly with: string }

/**
 * Whoever is shown as one with somebody whom these writes move, and is not among them, moves along, by a write of their
 * own record (sync-spec AL8). To be asked before the writes are done.
 */
export async function movingAlong(queries: Queries, writes: readonly Write[]): Promise<Along[]> {
  const moves = writes.filter(({ kind, set }) => kind === 'person' && idIn(set.posyanduId) !== undefined)
  if (moves.length === 0) return []
  const kin = await readKin(queries)
  const people = await recordsById(
    queries,
    moves
      .map(({ id }) => kin.groupOf(id))
      .filter(isSeveral)
      .flat(),
  )
  const shownFor = shownAmong(kin, people)
  const moving = new Set(moves.map(({ id }) => id))
  const along: Along[] = []
  for (const { kind, id, set } of moves)
    for (const other of kin.groupOf(id)) {
      const isTogether = people.has(other) && shownFor(other) === shownFor(id)
      const isThere = people.get(other)?.posyanduId === set.posyanduId
      if (moving.has(other) || !isTogether || isThere) continue
      moving.add(other)
      along.push({ kind, id: other, set: { posyanduId: set.posyanduId ?? null }, with: id })
    }
  return along
}

const isSeveral = (group: readonly string[]) => group.length > 1
