import { mergeStates, type RecordState } from '#protocol/merge.ts'
import type { Queries } from '#server/database/database.ts'
import { unpackState } from './packed-state.ts'
import { followsPerson, personOf, shownText } from './place.ts'

/** A record that a batch touches, as it stands in the middle of the batch. */
export type Working = {
  readonly id: string
  readonly kind: string
  /** Absent for a person that is only looked at. */
  readonly state: RecordState | undefined
  /** The posyandu whose stream it stands in; `stored` as the database has it, absent for a new record. */
  readonly place: string | undefined
  readonly stored: { readonly place: string | undefined } | undefined
}

/** The records of one batch in memory. Nothing is written before the whole batch has been judged. */
export class WorkingSet {
  readonly #records = new Map<string, Working>()
  readonly #changed = new Set<string>()

  get(id: string): Working | undefined {
    return this.#records.get(id)
  }

  put(record: Working): void {
    this.#records.set(record.id, record)
  }

  /** What a write would make of its record; nothing is kept of it until `accept`. */
  preview(brought: RecordState): Working {
    const before = this.#records.get(brought.id)
    const state = before?.state ? mergeStates(before.state, brought) : brought
    const place = this.#placeOf(state) ?? before?.place
    return { id: brought.id, kind: brought.kind, state, place, stored: before?.stored }
  }

  accept(record: Working): void {
    this.#records.set(record.id, record)
    this.#changed.add(record.id)
  }

  /** The changed records, each where it belongs now that the whole batch is known. */
  changed(): (Working & { readonly state: RecordState })[] {
    return [...this.#changed].flatMap((id) => {
      const record = this.#records.get(id)
      if (!record?.state) return []
      return [{ ...record, state: record.state, place: this.#placeOf(record.state) ?? record.place }]
    })
  }

  /** Where a record's own fields put it; a follower stands where its person does, if that is known. */
  #placeOf(state: RecordState): string | undefined {
    if (!followsPerson(state.kind)) return shownText(state, 'posyanduId')
    const personId = personOf(state)
    const person = personId === undefined ? undefined : this.#records.get(personId)
    return person?.kind === 'person' ? person.place : undefined
  }
}

type RecordRow = {
  record_id: string
  kind: string
  person_id: string | null
  posyandu_id: string | null
  /** Null where it was not asked for. */
  state: unknown
}

/**
 * Loads the records that are to be written, and where the persons stand whom they name or follow now. Takes no lock:
 * the writer has its turn.
 */
export async function loadWorkingSet(
  queries: Queries,
  puskesmasId: string,
  written: ReadonlySet<string>,
  named: ReadonlySet<string> = new Set(),
): Promise<WorkingSet> {
  const set = new WorkingSet()
  const ids = new Set([...written, ...named])
  const rows = await loadRecords(queries, puskesmasId, [...ids], written)
  const people = new Set(rows.flatMap((row) => (written.has(row.record_id) ? (row.person_id ?? []) : [])))
  const unseen = [...people].filter((id) => !ids.has(id))
  for (const row of [...rows, ...(await loadRecords(queries, puskesmasId, unseen, written))]) {
    const place = row.posyandu_id ?? undefined
    const { record_id: id, kind } = row
    const state = written.has(id) ? { kind, id, fields: unpackState(row.state) } : undefined
    set.put({ id, kind, state, place, stored: { place } })
  }
  return set
}

async function loadRecords(
  queries: Queries,
  puskesmasId: string,
  ids: readonly string[],
  written: ReadonlySet<string>,
): Promise<RecordRow[]> {
  if (ids.length === 0) return []
  // One look by primary key for each, whatever the planner believes of a table that it has no statistics of yet.
  return queries.query<RecordRow>(
    `select r.* from unnest($2::uuid[], $3::boolean[]) as wanted (id, whole)
     cross join lateral (
       select record_id, kind, person_id, posyandu_id, case when wanted.whole then state end as state from record
       where puskesmas_id = $1 and record_id = wanted.id limit 1
     ) r`,
    [puskesmasId, ids, ids.map((id) => written.has(id))],
  )
}
