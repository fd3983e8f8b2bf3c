import { mergeStates, type RecordState } from '#protocol/merge.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { uuidArray } from '#server/database/binary-array.ts'
import type { Queries } from '#server/database/database.ts'
import { followsPerson, personOf, shownText } from './place.ts'
import { storedState } from './stored-state.ts'

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

/**
 * A record after the batch. `passed`: posyandu that writes of the batch named for it and in which it does not stand;
 * `told`: those whose phones may hold it and have to hear that it does not stand there.
 */
export type Changed = Working & {
  readonly state: RecordState
  readonly passed: readonly string[]
  readonly told: readonly string[]
  /** The sequence by which it counts as come, where its phone had the posyandu no longer when it was sent. */
  readonly entered: number | undefined
}

/** What else is known of an accepted write: see `Changed`. `named`: where this write alone would put the record. */
export type Beside = {
  readonly named?: string | undefined
  readonly told?: readonly string[]
  readonly entered?: number | undefined
}

/** The records of one batch in memory. Nothing is written before the whole batch has been judged. */
export class WorkingSet {
  readonly #records = new Map<string, Working>()
  readonly #changed = new Set<string>()
  /** Record → the posyandu that accepted writes named for it, whichever of them is shown. */
  readonly #named = new Map<string, Set<string>>()
  readonly #told = new Map<string, Set<string>>()
  readonly #entered = new Map<string, number>()

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

  accept(record: Working, { named, told = [], entered }: Beside = {}): void {
    const { id } = record
    this.#records.set(id, record)
    this.#changed.add(id)
    if (named !== undefined) this.#named.set(id, (this.#named.get(id) ?? new Set<string>()).add(named))
    if (told.length > 0) this.#told.set(id, new Set([...(this.#told.get(id) ?? []), ...told]))
    if (entered !== undefined) this.#entered.set(id, entered)
  }

  /** See `Changed`. */
  entered(id: string): number | undefined {
    return this.#entered.get(id)
  }

  /** Where a record stood before the batch, and where writes of the batch have put it since. */
  stoodIn(id: string): readonly string[] {
    const stored = this.#records.get(id)?.stored?.place
    return [...(stored === undefined ? [] : [stored]), ...(this.#named.get(id) ?? [])]
  }

  /** The posyandu that a write names for its record: itself, or as that of the person whom it follows. */
  placeNamed({ kind, set }: Mutation): string | undefined {
    const wanted = followsPerson(kind) ? set.personId : set.posyanduId
    if (typeof wanted !== 'string') return undefined
    return followsPerson(kind) ? this.#records.get(wanted)?.place : wanted
  }

  /** The changed records, each where it belongs now that the whole batch is known. */
  changed(): Changed[] {
    return [...this.#changed].flatMap((id) => {
      const record = this.#records.get(id)
      if (!record?.state) return []
      const place = this.#placeOf(record.state) ?? record.place
      const elsewhere = (posyandu: ReadonlySet<string> = new Set()) =>
        [...posyandu].filter((posyanduId) => posyanduId !== place)
      const [passed, told] = [elsewhere(this.#named.get(id)), elsewhere(this.#told.get(id))]
      return [{ ...record, state: record.state, place, passed, told, entered: this.#entered.get(id) }]
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
/** Records of one kind in one place: the persons of a push are hundreds, in a few posyandu. */
type PlaceRow = { ids: string; kind: string; posyandu_id: string | null }

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
  const [rows, namedRows] = await Promise.all([
    loadWritten(queries, puskesmasId, [...written]),
    loadPlaces(
      queries,
      puskesmasId,
      [...named].filter((id) => !written.has(id)),
    ),
  ])
  const people = new Set(rows.flatMap((row) => row.person_id ?? []))
  const unseen = [...people].filter((id) => !written.has(id) && !named.has(id))
  for (const row of rows) {
    const place = row.posyandu_id ?? undefined
    const state = storedState(queries.vault, row)
    set.put({ id: row.record_id, kind: row.kind, state, place, stored: { place } })
  }
  for (const { ids, kind, posyandu_id } of [
    ...namedRows,
    ...(await loadPlaces(queries, puskesmasId, unseen)),
  ]) {
    const place = posyandu_id ?? undefined
    for (const id of ids.split(',')) set.put({ id, kind, state: undefined, place, stored: { place } })
  }
  return set
}

const byIds = 'from record where puskesmas_id = $1 and record_id = any($2::uuid[])'
const wholeRecords = {
  name: 'written-records',
  text: `select record_id, kind, person_id, posyandu_id, state ${byIds}`,
}
const places = {
  name: 'places-of-records',
  text: `select string_agg(record_id::text, ',') as ids, kind, posyandu_id ${byIds} group by kind, posyandu_id`,
}

async function loadWritten(
  queries: Queries,
  puskesmasId: string,
  ids: readonly string[],
): Promise<RecordRow[]> {
  return ids.length === 0 ? [] : queries.query<RecordRow>(wholeRecords, [puskesmasId, uuidArray(ids)])
}

async function loadPlaces(
  queries: Queries,
  puskesmasId: string,
  ids: readonly string[],
): Promise<PlaceRow[]> {
  return ids.length === 0 ? [] : queries.query<PlaceRow>(places, [puskesmasId, uuidArray(ids)])
}
