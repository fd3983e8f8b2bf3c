import {
  type PersonAnswer,
  standardLimit,
  type VisitLine,
  type VisitsAnswer,
  type VisitsQuery,
} from '#protocol/messages/desk.ts'
import type { Queries } from '#server/database/database.ts'

type VisitRow = {
  visit_id: string
  arrival: string
  person_id: string
  person_name: string | null
  posyandu_id: string
  visited_on: string
  instrument: string
  place: string | null
  card: VisitLine['card']
  level: VisitLine['level']
  incomplete: boolean
  findings: VisitLine['findings']
  conflicts: string[]
  received_at: Date
  shown_by: string | null
}

/** Visits in the transaction's scope as they arrived, newest first; of those of one day on one form the one shown. */
export async function listVisits(queries: Queries, query: VisitsQuery): Promise<VisitsAnswer> {
  const { posyandu, card, level, before, limit = standardLimit } = query
  const rows = await queries.query<VisitRow>(
    `select v.*, p.name as person_name
     from visit_summary v left join person_summary p on p.puskesmas_id = v.puskesmas_id and p.person_id = v.person_id
     where v.shown_by is null and ($1::uuid is null or v.posyandu_id = $1) and ($2::text is null or v.card = $2)
       and ($3::text is null or $3 = case when v.level = 'normal' and v.incomplete then 'incomplete' else v.level end)
       and ($4::bigint is null or v.arrival < $4)
     order by v.arrival desc limit $5`,
    [posyandu ?? null, card ?? null, level ?? null, before ?? null, limit + 1],
  )
  const visits = rows.slice(0, limit).map(toLine)
  const last = visits.at(-1)
  return { visits, ...(rows.length > limit && last && { next: last.arrival }) }
}

function toLine(row: VisitRow): VisitLine {
  return {
    id: row.visit_id,
    arrival: Number(row.arrival),
    personId: row.person_id,
    ...(row.person_name !== null && { personName: row.person_name }),
    posyanduId: row.posyandu_id,
    visitedOn: row.visited_on,
    instrument: row.instrument,
    ...((row.place === 'posyandu' || row.place === 'home') && { place: row.place }),
    card: row.card,
    level: row.level,
    incomplete: row.incomplete,
    findings: row.findings,
    receivedAt: row.received_at.getTime(),
    conflicts: row.conflicts,
  }
}

/** All visits of one person, newest day first. */
export async function listVisitsOf(queries: Queries, personId: string): Promise<PersonAnswer['visits']> {
  const rows = await queries.query<VisitRow>(
    `select v.*, null as person_name from visit_summary v where person_id = $1
     order by visited_on desc, arrival desc`,
    [personId],
  )
  const view = (row: VisitRow) => {
    const { id, visitedOn, card, level, incomplete, instrument, findings, receivedAt } = toLine(row)
    return { id, visitedOn, card, level, incomplete, instrument, findings, receivedAt }
  }
  return rows
    .filter((row) => row.shown_by === null)
    .map((row) => ({
      ...view(row),
      beside: rows.filter((other) => other.shown_by === row.visit_id).map(view),
    }))
}
