import type { FieldValue } from '#protocol/mutation.ts'
import type { Queries } from '#server/database/database.ts'
import { idIn } from '#server/records/place.ts'
import { recordsById } from '#server/records/records-by-id.ts'
import { standingTogether, type Together } from './standing-aliases.ts'

/** A write as far as it can move somebody. */
type Write = {
  readonly kind: string
  readonly id: string
  readonly set: Readonly<Record<string, FieldValue>>
}

export const isMove = ({ kind, set }: Write) => kind === 'person' && idIn(set.posyanduId) !== undefined

/**
 * Whoever is shown as one with somebody whom these writes move, and is not among them, moves along, by a write of their
 * own record (sync-spec AL8). To be asked before the writes are done, of writes that have seen what they replace: where
 * others would put somebody only the merge can tell, and `leftBehind` after it.
 */
export async function movingAlong(queries: Queries, writes: readonly Write[]): Promise<Write[]> {
  const moves = writes.filter(isMove)
  const moving = new Set(moves.map(({ id }) => id))
  const together = await standingTogether(queries, [...moving])
  const groups = new Map(together.map((one) => [one.id, one]))
  const along: Write[] = []
  for (const { kind, id, set } of moves) {
    const group = groups.get(id)
    if (!group || group.posyanduId === set.posyanduId) continue
    for (const other of group.others) {
      if (moving.has(other)) continue
      moving.add(other)
      along.push({ kind, id: other, set: { posyanduId: set.posyanduId ?? null } })
    }
  }
  return along
}

/**
 * The writes by which those follow whom somebody has left who stood `together` with them before: to where that one
 * stands now, whatever was written. Whoever has moved by themselves stays there.
 */
export async function leftBehind(queries: Queries, together: readonly Together[]): Promise<Write[]> {
  const people = await recordsById(
    queries,
    together.flatMap(({ id, others }) => [id, ...others]),
  )
  const placeOf = (id: string) => people.get(id)?.posyanduId
  const following = new Map<string, Write>()
  for (const { id, posyanduId: from, others } of together) {
    const to = placeOf(id)
    if (to === undefined || to === from) continue
    for (const other of others)
      if (!following.has(other) && placeOf(other) === from)
        following.set(other, { kind: 'person', id: other, set: { posyanduId: to } })
  }
  return [...following.values()]
}
