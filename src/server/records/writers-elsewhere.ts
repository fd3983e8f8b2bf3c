import type { RecordState } from '#protocol/merge.ts'
import { parseStamp } from '#protocol/stamp.ts'
import type { Queries } from '#server/database/database.ts'

/** A record that has just got its place. */
type FirstPlaced = { readonly id: string; readonly state: RecordState; readonly place: string }

/**
 * Where phones may show a record with somebody of theirs although it stands elsewhere: it waited for its person, its
 * writers named different people, and one whom they named may come to their posyandu later. Nobody else tells them.
 */
export async function writersElsewhere(
  queries: Queries,
  puskesmasId: string,
  placed: readonly FirstPlaced[],
): Promise<readonly { readonly id: string; readonly posyanduId: string }[]> {
  const disputed = placed.flatMap(({ id, state, place }) => {
    const devices = devicesThatNamed(state)
    return devices.size > 1 ? [{ id, place, devices }] : []
  })
  if (disputed.length === 0) return []
  const rows = await queries.query<{ device_id: string; posyandu_id: string }>(
    `select device_id::text, posyandu_id::text from device_posyandu
     where puskesmas_id = $1 and device_id = any($2::uuid[])`,
    [puskesmasId, [...new Set(disputed.flatMap(({ devices }) => [...devices]))]],
  )
  return disputed.flatMap(({ id, place, devices }) => {
    const theirs = rows.filter((row) => devices.has(row.device_id) && row.posyandu_id !== place)
    return [...new Set(theirs.map((row) => row.posyandu_id))].map((posyanduId) => ({ id, posyanduId }))
  })
}

/** By whom the person whom it follows was ever named. */
function devicesThatNamed({ fields }: RecordState): ReadonlySet<string> {
  const named = Object.hasOwn(fields, 'personId') ? fields.personId : undefined
  const stamps = [...(named?.heads.map(({ stamp }) => stamp) ?? []), ...(named?.replaced ?? [])]
  return new Set(stamps.flatMap((stamp) => parseStamp(stamp)?.device ?? []))
}
