import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { ChangedRecord } from '#protocol/messages/columns.ts'
import type { Queries } from '#server/database/database.ts'
import { changedRecord } from './changed-record.ts'
import { openedState } from './stored-state.ts'
import type { StreamPosition } from './cursor.ts'
import type { IsOwnWrite } from './own-writes.ts'
import type { Place, StayBehind } from './stay-behind.ts'

/** The two passes of a first load, and then whatever changed. */
export type Pass = 'people' | 'rest' | 'changes'
export type Room = {
  readonly entriesLeft: number
  readonly bytesLeft: number
  /** About how many bytes a record adds to the page; `state` as the table keeps it. */
  readonly sizeOf: (state: unknown, record: ChangedRecord) => number
}
export type StreamPage = {
  readonly records: readonly ChangedRecord[]
  readonly left: readonly { id: string; posyanduId: string }[]
  readonly bytes: number
  readonly position: StreamPosition
}

/**
 * Where to go on in a stream: at the cursor's position if this database knows it by the same tag, else at the start
 * (sync-spec CU3).
 */
export async function startOfStream(
  queries: Queries,
  { puskesmasId, posyanduId }: Place,
  from: StreamPosition | undefined,
  /** By which day what has aged out is left out, where this is to be so. */
  aged: CalendarDay | undefined,
): Promise<StreamPosition> {
  if (from && (await tagAt(queries, puskesmasId, posyanduId, from.at)) === from.tag) return from
  const [row] = await queries.query<{ last_sequence: string }>(
    'select last_sequence from posyandu_stream where puskesmas_id = $1 and posyandu_id = $2',
    [puskesmasId, posyanduId],
  )
  const at = Number(row?.last_sequence ?? 0)
  const tag = await tagAt(queries, puskesmasId, posyanduId, at)
  // A stream that a phone has read before comes whole: it may hold what is otherwise left out, and not as it is now.
  const leaves = from === undefined && aged !== undefined
  return { at, tag, ...(at > 0 && { first: { pass: 'people' as const, at: 0, ...(leaves && { aged }) } }) }
}

/** The tag of the commit that covers a position; empty before the first, or above the last. */
async function tagAt(queries: Queries, puskesmasId: string, posyanduId: string, at: number): Promise<string> {
  if (at === 0) return ''
  const [row] = await queries.query<{ tag: string }>(
    `select tag from stream_commit where puskesmas_id = $1 and posyandu_id = $2 and sequence >= $3
     order by sequence limit 1`,
    [puskesmasId, posyanduId, at],
  )
  return row?.tag ?? ''
}

const isPeople = "kind in ('household', 'person')"
/**
 * Only behind a person whose own record says so may anything stay: one that was written since the load began comes with
 * what changed, and says nothing.
 */
const personToldBy = (until: string) =>
  `exists (select 1 from record p where p.puskesmas_id = $1 and p.record_id = record.person_id
     and p.posyandu_id = $2 and p.sequence <= ${until})`
const ofPass: Readonly<Record<Pass, { readonly records: string; readonly left: string }>> = {
  people: { records: isPeople, left: 'false' },
  rest: { records: `not ${isPeople}`, left: 'true' },
  changes: { records: 'true', left: 'true' },
}
const everything = Number.MAX_SAFE_INTEGER

type EntryRow = { sequence: string; record_id: string; kind: string; state: unknown; has_left: boolean }

/** A stream from a position on, and what is passed over in it. */
export type Reading = Place & {
  readonly from: StreamPosition
  readonly isOwnWrite: IsOwnWrite
  readonly stays: StayBehind
}

/** The next entries of one pass, own writes passed over. A position that is not in this pass comes back as it was. */
export async function readStream(
  queries: Queries,
  { puskesmasId, posyanduId, from, isOwnWrite, stays }: Reading,
  pass: Pass,
  room: Room,
): Promise<StreamPage> {
  if ((from.first?.pass ?? 'changes') !== pass) return { records: [], left: [], bytes: 0, position: from }
  const [after, until] = from.first ? [from.first.at, from.at] : [from.at, everything]
  const rows = await queries.query<EntryRow>(
    `(select sequence, record_id, kind, state, false as has_left from record
      where puskesmas_id = $1 and posyandu_id = $2 and sequence > $3 and sequence <= $4 and ${ofPass[pass].records}
        and not (record_id = any($6::uuid[]) and ${personToldBy('$4')})
      order by sequence limit $5)
     union all
     (select sequence, record_id, '' as kind, null as state, true as has_left from left_mark
      where puskesmas_id = $1 and posyandu_id = $2 and sequence > $3 and sequence <= $4 and ${ofPass[pass].left}
      order by sequence limit $5)
     order by sequence limit $5`,
    [puskesmasId, posyanduId, after, until, room.entriesLeft, pass === 'rest' ? stays.records : []],
  )
  const records: ChangedRecord[] = []
  const left: { id: string; posyanduId: string }[] = []
  let bytes = 0
  let passedOver = 0
  let at = after
  for (const row of rows) {
    if (bytes >= room.bytesLeft) break
    at = Number(row.sequence)
    if (row.has_left) {
      left.push({ id: row.record_id, posyanduId })
      continue
    }
    const opened = openedState(queries.vault, row)
    // Who reads from the start may have let go of what it wrote.
    if (!from.first && isOwnWrite(row.record_id, opened)) {
      passedOver += 1
      continue
    }
    const record = withOlder(changedRecord(row, opened, posyanduId), from.first && stays)
    records.push(record)
    bytes += room.sizeOf(row.state, record)
  }
  const isDone = records.length + left.length + passedOver === rows.length && rows.length < room.entriesLeft
  const tag = from.first ? from.tag : await tagAt(queries, puskesmasId, posyanduId, at)
  return { records, left, bytes, position: advance(from, { at, tag, isDone }) }
}

/** `stays`: of a first load; of people who come with what changed since it began nothing stays. */
function withOlder(record: ChangedRecord, stays: StayBehind | undefined): ChangedRecord {
  const older = record.kind === 'person' && stays?.people.has(record.id)
  return { ...record, ...(older && { older }) }
}

function advance(
  from: StreamPosition,
  read: { readonly at: number; readonly tag: string; readonly isDone: boolean },
): StreamPosition {
  const { at, tag, first } = from
  if (!first) return { at: read.at, tag: read.tag }
  if (!read.isDone) return { at, tag, first: { ...first, at: read.at } }
  return first.pass === 'people' ? { at, tag, first: { ...first, pass: 'rest', at: 0 } } : { at, tag }
}

/** How many entries remain in a stream after a position, all passes together. */
export async function countAfter(
  queries: Queries,
  { puskesmasId, posyanduId }: Place,
  { at, first }: StreamPosition,
  stays: StayBehind,
): Promise<number> {
  const peopleAfter = first?.pass === 'people' ? first.at : at
  const restAfter = first === undefined ? at : first.pass === 'people' ? 0 : first.at
  const [row] = await queries.query<{ remaining: string }>(
    `select (select count(*) from record where puskesmas_id = $1 and posyandu_id = $2
         and sequence > case when ${isPeople} then $3::bigint else $4::bigint end
         and not (sequence <= $5 and record_id = any($6::uuid[]) and ${personToldBy('$5')}))
       + (select count(*) from left_mark where puskesmas_id = $1 and posyandu_id = $2 and sequence > $4::bigint)
       as remaining`,
    [puskesmasId, posyanduId, peopleAfter, restAfter, at, first ? stays.records : []],
  )
  return Number(row?.remaining ?? 0)
}
