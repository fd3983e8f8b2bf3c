import { bigintArray, jsonArray, textArray, uuidArray } from '#server/database/binary-array.ts'
import type { Queries } from '#server/database/database.ts'
import { sealText } from '#server/sealing/sealed-text.ts'
import type { PersonSummary, VisitSummary } from './summaries.ts'

type Summaries = readonly { readonly person: PersonSummary; readonly visits: readonly VisitSummary[] }[]

/** Writes what the lists show of these people, and takes away what is no longer so. */
export async function writeSummaries(
  queries: Queries,
  puskesmasId: string,
  people: readonly string[],
  summaries: Summaries,
): Promise<void> {
  const visits = summaries.flatMap((each) => each.visits)
  const persons = summaries.map((each) => each.person)
  await queries.query(
    `delete from person_summary where puskesmas_id = $1 and person_id = any($2::uuid[])
       and person_id <> all($3::uuid[])`,
    [puskesmasId, people, persons.map((person) => person.personId)],
  )
  // A visit that is corrected keeps its place in the order of arrival.
  const known = await queries.query<{ visit_id: string; arrival: string }>(
    `delete from visit_summary where puskesmas_id = $1
       and (person_id = any($2::uuid[]) or visit_id = any($3::uuid[])) returning visit_id, arrival`,
    [puskesmasId, people, visits.map((visit) => visit.visitId)],
  )
  const arrivals = new Map(known.map((row) => [row.visit_id, Number(row.arrival)]))
  const fresh = visits.filter((visit) => !arrivals.has(visit.visitId)).sort(byArrival)
  let next = await reserveArrivals(queries, puskesmasId, fresh.length)
  for (const visit of fresh) arrivals.set(visit.visitId, next++)
  await insertPeople(queries, puskesmasId, persons)
  await insertVisits(queries, puskesmasId, visits, arrivals)
}

/** As they came; what came together, by day. */
const byArrival = (a: VisitSummary, b: VisitSummary) =>
  a.receivedAt - b.receivedAt || compareText(a.visitedOn, b.visitedOn) || compareText(a.visitId, b.visitId)
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The first of so many new arrival numbers. The caller is the only one who gives them out. */
async function reserveArrivals(queries: Queries, puskesmasId: string, count: number): Promise<number> {
  const [row] = await queries.query<{ last_arrival: string }>(
    `update assessment_edition set last_arrival = last_arrival + $2 where puskesmas_id = $1 returning last_arrival`,
    [puskesmasId, count],
  )
  return Number(row?.last_arrival ?? count) - count + 1
}

/** A field of a record may hold anything; what is shown as text must be text. */
const text = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\u0000', '') : null)

/** As it is shown, sealed, and its mark. */
function sealedNik({ vault }: Queries, { personId, fields }: PersonSummary) {
  const nik = text(fields.nik)
  return nik === null ? [null, null] : [sealText(vault, nik, personId), vault.mark(nik)]
}

async function insertPeople(queries: Queries, puskesmasId: string, people: readonly PersonSummary[]) {
  if (people.length === 0) return
  const column = (read: (person: PersonSummary) => unknown) => people.map(read)
  const niks = people.map((person) => sealedNik(queries, person))
  await queries.query(
    `insert into person_summary (puskesmas_id, person_id, posyandu_id, name, search, nik, nik_mark, sex, birth_date,
       birth_date_precision, mother_name, rt, pregnancies, died_on, moved_out_on, demo, voided, conflict, last_visit)
     select $1, * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[],
       $9::text[], $10::text[], $11::text[], $12::text[], $13::json[], $14::text[], $15::text[], $16::boolean[],
       $17::boolean[], $18::boolean[], $19::json[])
     on conflict (puskesmas_id, person_id) do update set posyandu_id = excluded.posyandu_id, name = excluded.name,
       search = excluded.search, nik = excluded.nik, nik_mark = excluded.nik_mark, sex = excluded.sex,
       birth_date = excluded.birth_date, birth_date_precision = excluded.birth_date_precision,
       mother_name = excluded.mother_name, rt = excluded.rt,
       pregnancies = excluded.pregnancies, died_on = excluded.died_on, moved_out_on = excluded.moved_out_on,
       demo = excluded.demo, voided = excluded.voided, conflict = excluded.conflict,
       last_visit = excluded.last_visit`,
    [
      puskesmasId,
      column((person) => person.personId),
      column((person) => person.posyanduId),
      column((person) => text(person.fields.name)),
      column((person) => person.search),
      niks.map(([sealed]) => sealed),
      niks.map(([, mark]) => mark),
      column((person) => text(person.fields.sex)),
      column((person) => text(person.fields.birthDate)),
      column((person) => text(person.fields.birthDatePrecision)),
      column((person) => text(person.fields.motherName)),
      column((person) => text(person.fields.rt)),
      column((person) => JSON.stringify(person.pregnancies)),
      column((person) => text(person.fields.diedOn)),
      column((person) => text(person.fields.movedOutOn)),
      column((person) => person.fields.demo === true),
      column((person) => person.voided),
      column((person) => person.conflict),
      column((person) => (person.lastVisit ? JSON.stringify(person.lastVisit) : null)),
    ],
  )
}

async function insertVisits(
  queries: Queries,
  puskesmasId: string,
  visits: readonly VisitSummary[],
  arrivals: ReadonlyMap<string, number>,
) {
  if (visits.length === 0) return
  await queries.query(
    `insert into visit_summary (puskesmas_id, visit_id, person_id, posyandu_id, arrival, visited_on, instrument,
       place, card, level, incomplete, findings, conflicts, received_at, shown_by)
     select $1, visit_id, person_id, posyandu_id, arrival, visited_on, instrument, place, card, level, incomplete,
       findings, array(select json_array_elements_text(conflicts)), received_at, shown_by
     from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[],
       $10::text[], $11::boolean[], $12::json[], $13::json[], $14::timestamptz[], $15::uuid[])
       as row (visit_id, person_id, posyandu_id, arrival, visited_on, instrument, place, card, level, incomplete,
         findings, conflicts, received_at, shown_by)`,
    [
      puskesmasId,
      uuidArray(visits.map((visit) => visit.visitId)),
      uuidArray(visits.map((visit) => visit.personId)),
      uuidArray(visits.map((visit) => visit.posyanduId)),
      bigintArray(visits.map((visit) => arrivals.get(visit.visitId))),
      textArray(visits.map((visit) => text(visit.visitedOn) ?? '')),
      textArray(visits.map((visit) => text(visit.instrument) ?? '')),
      textArray(visits.map((visit) => text(visit.place) ?? undefined)),
      textArray(visits.map((visit) => visit.card)),
      textArray(visits.map((visit) => visit.level)),
      visits.map((visit) => visit.incomplete),
      jsonArray(visits.map((visit) => JSON.stringify(visit.findings))),
      jsonArray(visits.map((visit) => JSON.stringify(visit.conflicts))),
      visits.map((visit) => new Date(visit.receivedAt)),
      uuidArray(visits.map((visit) => visit.shownBy)),
    ],
  )
}
