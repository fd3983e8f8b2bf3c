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
  state: unknown
}

/** Loads the records of these ids, and the persons whom they follow now. Takes no lock: the writer has its turn. */
export async function loadWorkingSet(
  queries: Queries,
  puskesmasId: string,
  ids: ReadonlySet<string>,
): Promise<WorkingSet> {
  const set = new WorkingSet()
  const rows = await loadRecords(queries, puskesmasId, [...ids])
  const people = new Set(rows.flatMap((row) => row.person_id ?? []))
  const unseen = [...people].filter((id) => !ids.has(id))
  for (const row of [...rows, ...(await loadRecords(queries, puskesmasId, unseen))]) {
    const place = row.posyandu_id ?? undefined
    const state = { kind: row.kind, id: row.record_id, fields: unpackState(row.state) }
    set.put({ id: row.record_id, kind: row.kind, state, place, stored: { place } })
  }
  return set
}

async function loadRecords(
  queries: Queries,
  puskesmasId: string,
  ids: readonly string[],
): Promise<RecordRow[]> {
  if (ids.length === 0) return []
  // One look by primary key for each, whatever the planner believes of a table that it has no statistics of yet.
  return queries.query<RecordRow>(
    `select r.* from unnest($2::uuid[]) as wanted (id)
     cross join lateral (
       select record_id, kind, person_id, posyandu_id, state from record
       where puskesmas_id = $1 and record_id = wanted.id limit 1
     ) r`,
    [puskesmasId, ids],
  )
}
