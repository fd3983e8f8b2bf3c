import { createHash } from 'node:crypto'
import { instruments } from '#domain/instruments/index.ts'
import type { Settings } from '#domain/settings.ts'
import type { Kin } from '#protocol/records/aliases.ts'
import { readSettings } from '#server/access/settings.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { readKin, shownAmong } from '#server/aliases/standing-aliases.ts'
import { createGiveWay } from './give-way.ts'
import { storedState } from './stored-state.ts'
import { type StoredRecord, summarisePerson, type WholeFile } from './summaries.ts'
import { takeNamedTurn } from './turn.ts'
import { writeSummaries } from './write-summaries.ts'

type Log = (entry: Readonly<Record<string, unknown>>) => void

/** So many people are assessed in one transaction: more would keep pushes waiting for the processor. */
const peopleAtOnce = 200

/**
 * Brings the conclusions up to date with the records (sync-spec AP9): of the people whose records changed, and of
 * everybody where rules or settings changed. The lists of the desk call it before they read, so that they never show
 * a visit without its conclusion; between pushes it is called so that there is little left to do.
 */
export async function assessDue(database: Database, puskesmasId: string, log?: Log): Promise<void> {
  const scope = { puskesmasId, posyandu: 'all' } as const
  if (!(await database.withScope(scope, isAnythingDue))) return
  while (await assessPortion(database, puskesmasId, log)) continue
}

/** The same for some people, in one transaction. Tells whether there may be more. */
export function assessPortion(database: Database, puskesmasId: string, log?: Log): Promise<boolean> {
  return database.withScope({ puskesmasId, posyandu: 'all' }, (queries) =>
    assessSome(queries, puskesmasId, log),
  )
}

async function isAnythingDue(queries: Queries): Promise<boolean> {
  const [row] = await queries.query<{ due: boolean; edition: string | null }>(
    `select exists (select 1 from assessment_due) as due, (select edition from assessment_edition) as edition`,
  )
  const { values } = await readSettings(queries)
  return row?.due === true || row?.edition !== editionOf(values)
}

/** Rises when what the lists show is computed otherwise, though rules and settings are the same. */
const shape = 2

/** Names the rules and settings that conclusions follow from. */
function editionOf(settings: Settings): string {
  const rules = instruments.map(({ id, edition, rules: list }) => [
    id,
    edition,
    list.map((r) => [r.id, r.edition]),
  ])
  return createHash('sha256')
    .update(JSON.stringify([shape, rules, settings]))
    .digest('base64url')
}

/** One portion, one at a time in the whole puskesmas. Tells whether there may be more. */
async function assessSome(queries: Queries, puskesmasId: string, log: Log | undefined): Promise<boolean> {
  await takeNamedTurn(queries, puskesmasId, 'assess')
  const { values: settings } = await readSettings(queries)
  await markAllIfRulesChanged(queries, puskesmasId, editionOf(settings))
  const due = await takeDue(queries)
  if (due.length === 0) return false
  // Whoever is one with them is concluded with them.
  const kin = await readKin(queries)
  const people = [...new Set(due.flatMap(kin.groupOf))]
  const files = await loadFiles(queries, puskesmasId, people)
  const logFault = (fault: unknown) =>
    log?.({ event: 'assessmentFailed', name: fault instanceof Error ? fault.name : typeof fault })
  const giveWay = createGiveWay()
  const summaries: ReturnType<typeof summarisePerson>[] = []
  for (const file of joinFiles(files, kin)) {
    summaries.push(summarisePerson(file, settings, logFault))
    await giveWay()
  }
  await writeSummaries(queries, puskesmasId, people, summaries)
  return true
}

async function markAllIfRulesChanged(queries: Queries, puskesmasId: string, edition: string): Promise<void> {
  const changed = await queries.query(
    `insert into assessment_edition (puskesmas_id, edition) values ($1, $2)
     on conflict (puskesmas_id) do update set edition = excluded.edition
       where assessment_edition.edition <> excluded.edition
     returning 1`,
    [puskesmasId, edition],
  )
  if (changed.length === 0) return
  await queries.query(
    `insert into assessment_due (puskesmas_id, people)
     select $1, array_agg(record_id) from (
       select record_id, row_number() over (order by record_id) / $2::integer as portion from record
       where puskesmas_id = $1 and kind = 'person' and posyandu_id is not null
     ) everybody group by portion`,
    [puskesmasId, peopleAtOnce],
  )
}

/** Takes due people off the list, some at a time, each once however often they were marked. */
async function takeDue(queries: Queries): Promise<string[]> {
  const rows = await queries.query<{ due_id: string; people: string[] }>(
    'select due_id, people from assessment_due limit 200',
  )
  const people = new Set<string>()
  const taken: string[] = []
  for (const row of rows) {
    if (people.size > peopleAtOnce) break
    for (const id of row.people) people.add(id)
    taken.push(row.due_id)
  }
  if (taken.length > 0)
    await queries.query('delete from assessment_due where due_id = any($1::uuid[])', [taken])
  return [...people]
}

type File = { person?: StoredRecord; readonly others: StoredRecord[] }

/** A file for each person who is shown: theirs with those of all who are shown as them. */
function joinFiles(files: ReadonlyMap<string, File>, kin: Kin): readonly WholeFile[] {
  const people = new Map([...files].flatMap(([id, { person }]) => (person ? [[id, person] as const] : [])))
  const shownFor = shownAmong(kin, people)
  const whole = new Map<string, { person: StoredRecord; alsoAs: StoredRecord[]; others: StoredRecord[] }>()
  for (const [id, person] of people)
    if (shownFor(id) === id) whole.set(id, { person, alsoAs: [], others: [] })
  for (const [id, { person, others }] of files) {
    const file = whole.get(shownFor(id))
    file?.others.push(...others)
    if (file && person && person !== file.person) file.alsoAs.push(person)
  }
  return [...whole.values()]
}
type RecordRow = {
  record_id: string
  person_id: string
  posyandu_id: string
  kind: string
  state: unknown
  received_at: Date
}

/** The records of people, by person, as far as they have their place. */
async function loadFiles(
  queries: Queries,
  puskesmasId: string,
  people: readonly string[],
): Promise<ReadonlyMap<string, File>> {
  const rows = await queries.query<RecordRow>(
    `select r.* from unnest($2::uuid[]) as wanted (id)
     cross join lateral (
       select record_id, person_id, posyandu_id, kind, state, received_at from record
       where puskesmas_id = $1 and person_id = wanted.id and posyandu_id is not null offset 0
     ) r`,
    [puskesmasId, people],
  )
  const files = new Map<string, File>()
  for (const row of rows) {
    const file = files.get(row.person_id) ?? { others: [] }
    files.set(row.person_id, file)
    const record = {
      state: storedState(queries.vault, row),
      posyanduId: row.posyandu_id,
      receivedAt: row.received_at.getTime(),
    }
    if (row.record_id === row.person_id) file.person = record
    else file.others.push(record)
  }
  return files
}
