import type { Queries } from '#server/database/database.ts'
import { followsPerson, personOf } from './place.ts'
import type { WorkingSet } from './working-set.ts'
import type { Sent } from './writer.ts'

/** What a device once had by right and what lies outside its scope now (sync-spec MV4). */
export type FormerScope = {
  /** Record → the posyandu of the present scope that it left; `undefined` where the device lost the posyandu. */
  readonly records: ReadonlyMap<string, string | undefined>
  /** Posyandu that the device had and lost, and how far their streams had come then. */
  readonly posyandu: ReadonlyMap<string, number>
}

const nothing: FormerScope = { records: new Map(), posyandu: new Map() }

type StayRow = { device_id: string; record_id: string; posyandu_id: string; is_lost: boolean }
type LostRow = { device_id: string; posyandu_id: string; until: string }

/** Where a record's `stay` in a posyandu and a device's time there, its `scope`, overlap. */
export const stayInScope = `stay.posyandu_id = scope.posyandu_id
      and (scope.until is null or stay.entered <= scope.until)
      and (stay.left_at is null or stay.left_at > scope.since)`

/**
 * A record was in a device's scope where its stay in a posyandu and the device's time there overlap. Both are told by
 * the sequence of that posyandu's stream, so no clock has a part in it.
 */
const stays = {
  name: 'stays-in-former-scope',
  text: `with scope as (
      select device_id, posyandu_id, since, null::bigint as until from device_posyandu
      where puskesmas_id = $1 and device_id = any($2::uuid[])
      union all
      select device_id, posyandu_id, since, until from device_former_posyandu
      where puskesmas_id = $1 and device_id = any($2::uuid[])
    ), stay as (
      select record_id, posyandu_id, entered, left_at from record_stay
      where puskesmas_id = $1 and record_id = any($3::uuid[])
      union all
      select record_id, posyandu_id, entered, null from record
      where puskesmas_id = $1 and record_id = any($3::uuid[]) and posyandu_id is not null
    )
    select w.device_id, w.record_id, scope.posyandu_id, scope.until is not null as is_lost
    from unnest($2::uuid[], $3::uuid[]) as w (device_id, record_id)
    join scope on scope.device_id = w.device_id
    join stay on stay.record_id = w.record_id and ${stayInScope}`,
}

/** By device, for those that write of what lies outside their scope; asks the database only where there is any. */
export async function loadFormerScopes(
  queries: Queries,
  puskesmasId: string,
  sent: readonly Sent[],
  records: WorkingSet,
): Promise<ReadonlyMap<string, FormerScope>> {
  const asked = sent
    .filter(({ writer }) => !writer.held)
    .map((one) => ({ deviceId: one.writer.deviceId, ids: outside(one, records) }))
    .filter(({ ids }) => ids.size > 0)
  if (asked.length === 0) return new Map()
  const pairs = asked.flatMap(({ deviceId, ids }) => [...ids].map((id) => ({ deviceId, id })))
  const [stayRows, lostRows] = await Promise.all([
    queries.query<StayRow>(stays, [
      puskesmasId,
      pairs.map(({ deviceId }) => deviceId),
      pairs.map(({ id }) => id),
    ]),
    queries.query<LostRow>(
      `select device_id, posyandu_id, max(until) as until from device_former_posyandu
       where puskesmas_id = $1 and device_id = any($2::uuid[]) group by device_id, posyandu_id`,
      [puskesmasId, asked.map(({ deviceId }) => deviceId)],
    ),
  ])
  return new Map(
    asked.map(({ deviceId }) => {
      const ofDevice = (row: { device_id: string }) => row.device_id === deviceId
      const lost = lostRows.filter(ofDevice).map((row) => [row.posyandu_id, Number(row.until)] as const)
      return [deviceId, { records: stoodIn(stayRows.filter(ofDevice)), posyandu: new Map(lost) }]
    }),
  )
}

export const formerScopeOf = (scopes: ReadonlyMap<string, FormerScope>, deviceId: string) =>
  scopes.get(deviceId) ?? nothing

/** A posyandu that the device still has comes before one that it lost: its phone is told by that one's stream. */
function stoodIn(rows: readonly StayRow[]): ReadonlyMap<string, string | undefined> {
  const records = new Map<string, string | undefined>()
  for (const row of rows)
    if (!row.is_lost) records.set(row.record_id, row.posyandu_id)
    else if (!records.has(row.record_id)) records.set(row.record_id, undefined)
  return records
}

/** What these mutations write, name and follow that stands, or is to stand, where the writer may not write. */
function outside({ writer, entries }: Sent, records: WorkingSet): ReadonlySet<string> {
  const ids = new Set<string>()
  const look = (id: string | undefined) => {
    const place = id === undefined ? undefined : records.get(id)?.place
    if (id !== undefined && place !== undefined && !writer.posyandu.has(place)) ids.add(id)
  }
  for (const { read } of entries) {
    if ('reason' in read) continue
    const { id, kind, set } = read.mutation
    look(id)
    const state = records.get(id)?.state
    look(state && personOf(state))
    if (typeof set.personId === 'string') look(set.personId)
    const wanted = followsPerson(kind) ? undefined : set.posyanduId
    if (typeof wanted === 'string' && !writer.posyandu.has(wanted)) ids.add(id)
  }
  return ids
}
