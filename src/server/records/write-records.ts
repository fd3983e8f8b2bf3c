import { bigintArray, jsonArray, textArray, uuidArray } from '#server/database/binary-array.ts'
import type { RecordState } from '#protocol/merge.ts'
import type { Prepared, Queries } from '#server/database/database.ts'
import { personOf } from './place.ts'
import { raiseStreams } from './streams.ts'
import { nikMarkOf, storedState, toStore } from './stored-state.ts'
import { lockPlacing, NeedsExclusivePlacing, type Placing } from './turn.ts'
import type { Changed, Working, WorkingSet } from './working-set.ts'
import { writersElsewhere } from './writers-elsewhere.ts'

/** `nikMark`: the keyed hash of the NIK that a person shows, for look-up. */
type Packed = Changed & { readonly packed: string; readonly nikMark: string | undefined }
/** A record that follows its person into another stream, itself unchanged. */
type Follower = {
  readonly id: string
  /** Of one that waited for its person. */
  readonly state?: RecordState
  readonly personId: string
  readonly from?: string
  readonly to: string
}
/** `stood`: whether it really stood there, by itself; else phones there only have to hear that it does not. */
type Left = { readonly id: string; readonly posyanduId: string; readonly stood: boolean }
type Mark = Omit<Left, 'stood'> & { readonly sequence: number | undefined }
type Marked = Mark & Pick<Left, 'stood'>

/**
 * Writes the changed records into their streams, with all that follows a person to a new place. The writes themselves
 * are sent, not waited for. A record that another writer made first fails the transaction, which is then run again.
 */
export async function writeRecords(
  queries: Queries,
  puskesmasId: string,
  records: WorkingSet,
  { placing, now }: { readonly placing: Placing; readonly now: number },
): Promise<void> {
  const changed = records.changed().sort(byRank)
  if (changed.length === 0) return
  if (placing === 'shared' && changed.some(isWithoutPlace)) throw new NeedsExclusivePlacing()
  const followers = await followersOf(queries, puskesmasId, changed, placing)
  const moved = [...followers, ...changed.map(asMove)].filter((move) => move.from !== move.to)
  const elsewhere = await writersElsewhere(queries, puskesmasId, firstPlaced(followers, changed))
  const left = leftBehind(followers, changed, elsewhere)
  const counts = countByStream([
    ...changed.flatMap((record) => record.place ?? []),
    ...followers.map((follower) => follower.to),
    ...left.map((mark) => mark.posyanduId),
  ])
  const raising = raiseStreams(queries, puskesmasId, counts)
  // Packed while the counters are being raised.
  const { vault } = queries
  const packed = changed.map(
    (record): Packed => ({
      ...record,
      packed: toStore(vault, record.state),
      nikMark: nikMarkOf(vault, record.state),
    }),
  )
  const sequences = await raising
  const at: At = (place) => (place === undefined ? undefined : sequences.next(place))
  const marks = left.map((one): Marked => ({ ...one, sequence: at(one.posyanduId) }))
  keepStays(queries, puskesmasId, marks)
  const write = (statement: Prepared, records: readonly Packed[]) => {
    if (records.length > 0) queries.send(statement, [puskesmasId, ...columns(records, at), new Date(now)])
  }
  write(insert, packed.filter(isNew))
  write(
    insertOrUpdate,
    packed.filter((record) => !isNew(record)),
  )
  moveFollowers(queries, puskesmasId, followers, at)
  markLeft(queries, puskesmasId, marks)
  unmarkLeft(queries, puskesmasId, moved)
  markDue(queries, puskesmasId, [
    ...changed.map((record) => personOf(record.state)),
    ...followers.map((follower) => follower.personId),
  ])
}

/** Households and people first, so that a page of changes can be shown as it comes. */
const byRank = (a: Changed, b: Changed) => rank(a) - rank(b)
const rank = ({ kind }: Changed) => (kind === 'household' ? 0 : kind === 'person' ? 1 : 2)

const isNew = (record: Working) => record.stored === undefined

const isWithoutPlace = (record: Working) =>
  record.place === undefined || (record.stored !== undefined && record.stored.place === undefined)

/**
 * The streams in which a record stands no more. A phone may hold it of a stream that it only passed within this batch:
 * it stood there before the server came back from a backup (sync-spec RS4).
 */
function leftBehind(
  followers: readonly Follower[],
  changed: readonly Changed[],
  elsewhere: readonly Omit<Left, 'stood'>[],
): Left[] {
  const marks = new Map<string, Left>()
  const mark = (id: string, posyanduId: string, { stood }: Pick<Left, 'stood'>) => {
    const key = `${id} ${posyanduId}`
    marks.set(key, { id, posyanduId, stood: stood || (marks.get(key)?.stood ?? false) })
  }
  for (const { id, from } of followers) if (from !== undefined) mark(id, from, { stood: false })
  for (const { id, place, stored, passed, told } of changed) {
    if (stored?.place !== undefined && stored.place !== place) mark(id, stored.place, { stood: true })
    if (place === undefined) continue
    for (const posyanduId of passed) mark(id, posyanduId, { stood: true })
    for (const posyanduId of told) mark(id, posyanduId, { stood: false })
  }
  for (const { id, posyanduId } of elsewhere) mark(id, posyanduId, { stood: false })
  return [...marks.values()]
}

/** What has a place now and had none before. */
function firstPlaced(followers: readonly Follower[], changed: readonly Changed[]) {
  return [
    ...followers.flatMap(({ id, state, to }) => (state ? [{ id, state, place: to }] : [])),
    ...changed.flatMap(({ id, state, place, stored }) =>
      place !== undefined && stored?.place === undefined ? [{ id, state, place }] : [],
    ),
  ]
}

const asMove = (record: Changed) => ({ id: record.id, from: record.stored?.place, to: record.place })

function countByStream(places: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1)
  return counts
}

/** What must follow: the records of people who moved, and those that waited for a person to come. */
async function followersOf(
  queries: Queries,
  puskesmasId: string,
  changed: readonly Changed[],
  placing: Placing,
): Promise<Follower[]> {
  const placed = changed.filter(
    (record) =>
      record.kind === 'person' && record.place !== undefined && record.place !== record.stored?.place,
  )
  if (placed.length === 0) return []
  await lockPlacing(queries, puskesmasId, placing)
  const places = new Map(placed.map((person) => [person.id, person.place]))
  const rows = await queries.query<FollowerRow>(
    `select record_id, kind, person_id, posyandu_id, case when posyandu_id is null then state end as state from record
     where puskesmas_id = $1 and person_id = any($2::uuid[]) and record_id <> all($3::uuid[])
     order by record_id`,
    [puskesmasId, [...places.keys()], changed.map((record) => record.id)],
  )
  return rows.flatMap((row): Follower[] => {
    const to = places.get(row.person_id)
    if (to === undefined || to === row.posyandu_id) return []
    const from = row.posyandu_id ?? undefined
    const { record_id: id } = row
    const waited = from === undefined && { state: storedState(queries.vault, row) }
    return [{ id, personId: row.person_id, to, ...(from !== undefined && { from }), ...waited }]
  })
}

type FollowerRow = {
  record_id: string
  kind: string
  person_id: string
  posyandu_id: string | null
  state: unknown
}

type At = (place: string | undefined) => number | undefined

const insert: Prepared = {
  name: 'insert-records',
  text: `insert into record (puskesmas_id, record_id, kind, person_id, posyandu_id, sequence, entered, state, nik_mark,
      received_at)
    select $1, record_id, kind, person_id, posyandu_id, sequence, coalesce(entered, sequence, 0), state, nik_mark, $10
    from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[], $7::bigint[], $8::json[], $9::uuid[])
      as row (record_id, kind, person_id, posyandu_id, sequence, entered, state, nik_mark)`,
}

const insertOrUpdate: Prepared = {
  name: 'update-records',
  text: `${insert.text} on conflict (puskesmas_id, record_id) do update set person_id = excluded.person_id,
    posyandu_id = excluded.posyandu_id, sequence = excluded.sequence, state = excluded.state,
    nik_mark = excluded.nik_mark,
    entered = case when record.posyandu_id is distinct from excluded.posyandu_id then excluded.entered
      else record.entered end`,
}

const columns = (records: readonly Packed[], at: At) => [
  uuidArray(records.map((record) => record.id)),
  textArray(records.map((record) => record.kind)),
  uuidArray(records.map((record) => personOf(record.state))),
  uuidArray(records.map((record) => record.place)),
  bigintArray(records.map((record) => at(record.place))),
  bigintArray(records.map((record) => record.entered)),
  jsonArray(records.map((record) => record.packed)),
  uuidArray(records.map((record) => record.nikMark)),
]

function moveFollowers(queries: Queries, puskesmasId: string, followers: readonly Follower[], at: At) {
  if (followers.length === 0) return
  queries.send(
    `update record r set posyandu_id = n.posyandu_id, sequence = n.sequence, entered = n.sequence
     from unnest($2::uuid[], $3::uuid[], $4::bigint[]) as n (record_id, posyandu_id, sequence)
     where r.puskesmas_id = $1 and r.record_id = n.record_id`,
    [
      puskesmasId,
      followers.map((follower) => follower.id),
      followers.map((follower) => follower.to),
      followers.map((follower) => at(follower.to)),
    ],
  )
}

/** Sent before the records are moved: what has left still stands there. */
function keepStays(queries: Queries, puskesmasId: string, marks: readonly Marked[]) {
  const stays = marks.filter(({ stood }) => stood)
  if (stays.length === 0) return
  queries.send(
    `insert into record_stay (puskesmas_id, record_id, posyandu_id, entered, left_at)
     select $1, n.record_id, n.posyandu_id, coalesce(r.entered, n.sequence), n.sequence
     from unnest($2::uuid[], $3::uuid[], $4::bigint[]) as n (record_id, posyandu_id, sequence)
     left join record r on r.puskesmas_id = $1 and r.record_id = n.record_id and r.posyandu_id = n.posyandu_id`,
    [puskesmasId, ...columnsOf(stays)],
  )
}

const columnsOf = (marks: readonly Mark[]) => [
  marks.map((mark) => mark.id),
  marks.map((mark) => mark.posyanduId),
  marks.map((mark) => mark.sequence),
]

/** Tells phones of these posyandu that a record does not stand there. */
export function markLeft(queries: Queries, puskesmasId: string, marks: readonly Mark[]): void {
  if (marks.length === 0) return
  queries.send(
    `insert into left_mark (puskesmas_id, record_id, posyandu_id, sequence)
     select $1, * from unnest($2::uuid[], $3::uuid[], $4::bigint[])
     on conflict (puskesmas_id, posyandu_id, record_id) do update set sequence = excluded.sequence`,
    [puskesmasId, ...columnsOf(marks)],
  )
}

/** A record that comes back has not left. */
function unmarkLeft(
  queries: Queries,
  puskesmasId: string,
  moved: readonly { id: string; from?: string | undefined; to?: string | undefined }[],
) {
  const back = moved.filter((move) => move.from !== undefined && move.to !== undefined)
  if (back.length === 0) return
  queries.send(
    `delete from left_mark where puskesmas_id = $1
       and (posyandu_id, record_id) in (select * from unnest($2::uuid[], $3::uuid[]))`,
    [puskesmasId, back.map((move) => move.to), back.map((move) => move.id)],
  )
}

const due: Prepared = {
  name: 'mark-due',
  text: 'insert into assessment_due (puskesmas_id, people) values ($1, $2::uuid[])',
}

function markDue(queries: Queries, puskesmasId: string, people: readonly (string | undefined)[]) {
  const ids = [...new Set(people.filter((id) => id !== undefined))]
  if (ids.length === 0) return
  queries.send(due, [puskesmasId, uuidArray(ids)])
}
