import { agedOut, keptSince } from '#domain/keeping/aged-out.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { RecordState } from '#protocol/merge.ts'
import { agingFileOf } from '#protocol/records/aging-file.ts'
import { stands } from '#server/aliases/standing-aliases.ts'
import type { Database, Queries } from '#server/database/database.ts'
import type { StreamPosition } from './cursor.ts'
import { storedState } from './stored-state.ts'

/** What a first load leaves at the puskesmas: ids of records, and of the people they follow. */
export type StayBehind = { readonly records: readonly string[]; readonly people: ReadonlySet<string> }

export type Place = { readonly puskesmasId: string; readonly posyanduId: string }

const nothing: StayBehind = { records: [], people: new Set() }
/** So many people are looked at together: more would keep others waiting for the processor. */
const peopleAtOnce = 100
/** First loads that are under way at the same time; those of one posyandu and state share one look. */
const mostKept = 64
const kept = new WeakMap<Database, Map<string, Promise<StayBehind>>>()

/**
 * What has aged out of a stream by the day of a first load (sync-spec KP5). Looked at once for all its pages: they
 * read what stood at one commit. Under the scope of the caller.
 */
export function stayBehind(
  database: Database,
  queries: Queries,
  { puskesmasId, posyanduId }: Place,
  { at, tag, first }: StreamPosition,
): Promise<StayBehind> {
  if (!first?.aged) return Promise.resolve(nothing)
  const known = kept.get(database) ?? new Map<string, Promise<StayBehind>>()
  kept.set(database, known)
  const key = [puskesmasId, posyanduId, at, tag, first.aged].join(' ')
  const found = known.get(key)
  if (found) {
    // Those that are asked for are the last to go.
    known.delete(key)
    known.set(key, found)
    return found
  }
  // A load that is under way may have told of people by another look, which is gone: the rest comes whole.
  if (first.pass !== 'people' || first.at > 0) return Promise.resolve(nothing)
  const looked = lookAt(queries, { puskesmasId, posyanduId }, first.aged)
  known.set(key, looked)
  looked.catch(() => known.delete(key))
  for (const old of known.keys()) if (known.size > mostKept) known.delete(old)
  return looked
}

async function lookAt(queries: Queries, place: Place, day: CalendarDay): Promise<StayBehind> {
  const people = await peopleWithOldRecords(queries, place, day)
  const records: string[] = []
  const concerned = new Set<string>()
  for (let from = 0; from < people.length; from += peopleAtOnce)
    for (const { person, others } of await filesOf(queries, place, people.slice(from, from + peopleAtOnce))) {
      if (!person) continue
      const aged = agedOut(agingFileOf(person, others), day)
      if (aged.size > 0) concerned.add(person.id)
      records.push(...aged)
    }
  return { records, people: concerned }
}

/** As `packState` writes the day of a visit: written once, or the highest of several. */
const dayInState = '"visitedOn":(?:\\{"heads":\\[\\[\\d+,)?"(\\d{4}-\\d{2}-\\d{2})"'

/**
 * Whoever has a note, or a visit before the day since which all is kept. Read from the text of the state: a value may
 * hold characters that the database's own reading of JSON refuses.
 */
async function peopleWithOldRecords(queries: Queries, place: Place, day: CalendarDay): Promise<string[]> {
  const rows = await queries.query<{ person_id: string }>(
    `select distinct person_id from record
     where puskesmas_id = $1 and posyandu_id = $2 and person_id is not null
       and not exists (
         select 1 from alias a
         where a.puskesmas_id = $1 and record.person_id in (a.person_id, a.into_id) and ${stands})
       and (kind = 'note' or kind = 'visit' and substring(state::text from $3) collate "C" < $4)
     order by person_id`,
    [place.puskesmasId, place.posyanduId, dayInState, keptSince(day)],
  )
  return rows.map((row) => row.person_id)
}

type File = { person?: RecordState; readonly others: RecordState[] }

async function filesOf(queries: Queries, place: Place, people: readonly string[]): Promise<Iterable<File>> {
  const rows = await queries.query<{ record_id: string; person_id: string; kind: string; state: unknown }>(
    `select record_id, person_id, kind, state from record
     where puskesmas_id = $1 and person_id = any($3::uuid[]) and posyandu_id = $2 and kind in ('person', 'pregnancy', 'visit', 'note')`,
    [place.puskesmasId, place.posyanduId, people],
  )
  const files = new Map<string, File>()
  for (const row of rows) {
    const file = files.get(row.person_id) ?? { others: [] }
    files.set(row.person_id, file)
    const state = storedState(queries.vault, row)
    if (row.record_id === row.person_id) file.person = state
    else file.others.push(state)
  }
  return files.values()
}
