import { type RecordState, shownFields } from '#protocol/merge.ts'
import type { HouseholdFields, PersonFields } from '#protocol/records/fields.ts'
import { joinPeople } from '#protocol/records/aliases.ts'
import { isVoided } from '#protocol/records/voided.ts'
import { readKin, shownAmong } from '#server/aliases/standing-aliases.ts'
import type { Queries } from '#server/database/database.ts'
import { storedState } from '#server/records/stored-state.ts'
import { comparableFields } from './comparable-fields.ts'
import type { KnownFields } from './differences.ts'
import type { Draft, RejectedRow } from './draft.ts'
import type { Candidate } from './match.ts'
import type { Known, KnownPerson } from './plan.ts'

type RecordRow = { record_id: string; kind: string; state: unknown }

/** What a plan needs to know, and the households by the number of their family card. */
export type Knowledge = { readonly known: Known; readonly households: ReadonlyMap<string, string> }

/** Reads the people and households of a posyandu, and who elsewhere has a NIK of the file. Scope: `all`. */
export async function readKnown(
  queries: Queries,
  posyanduId: string,
  rows: readonly (Draft | RejectedRow)[],
): Promise<Knowledge> {
  const own = await queries.query<RecordRow>(
    `select record_id, kind, state from record where posyandu_id = $1 and kind in ('person', 'household')`,
    [posyanduId],
  )
  const states = own.map((row) => storedState(queries.vault, row))
  const living = states.filter((state) => !isVoided(state))
  const households = living.filter((state) => state.kind === 'household')
  const cards = new Map(households.map((state) => [state.id, cardOf(state)]))
  return {
    known: {
      people: (await peopleShown(queries, posyanduId, living.filter(isPerson))).map((state) =>
        knownPerson(state, cards),
      ),
      voided: states.filter((state) => isPerson(state) && isVoided(state)).map(candidateOf),
      nikElsewhere: await nikElsewhere(queries, posyanduId, rows),
    },
    households: new Map([...cards].flatMap(([id, card]) => (card ? [[card, id] as const] : []))),
  }
}

/** Two who were found to be one are one person to a register too: the one who is shown. */
async function peopleShown(
  queries: Queries,
  posyanduId: string,
  living: readonly RecordState[],
): Promise<readonly RecordState[]> {
  const shownFor = shownAmong(
    await readKin(queries),
    new Map(living.map((state) => [state.id, { state, posyanduId }])),
  )
  const alsoAs = new Map<string, RecordState[]>()
  const shown = living.filter((state) => {
    const id = shownFor(state.id)
    if (id !== state.id) alsoAs.set(id, [...(alsoAs.get(id) ?? []), state])
    return id === state.id
  })
  return shown.map((state) => joinPeople(state, alsoAs.get(state.id) ?? []))
}

const isPerson = (state: RecordState) => state.kind === 'person'

const cardOf = (state: RecordState) => (shownFields(state) as HouseholdFields).familyCardNumber

const candidateOf = (state: RecordState): Candidate => ({
  id: state.id,
  fields: comparableFields(shownFields(state)),
})

function knownPerson(state: RecordState, cards: ReadonlyMap<string, string | undefined>): KnownPerson {
  // Shown values of this edition's own fields; of others nothing is read.
  const fields = shownFields(state) as KnownFields
  const householdId = fields.householdId ?? undefined
  return {
    id: state.id,
    fields,
    inHousehold: fields.householdId !== undefined,
    familyCardNumber: householdId === undefined ? undefined : cards.get(householdId),
  }
}

/** Who elsewhere shows a NIK of the file, found by its mark. */
async function nikElsewhere(
  queries: Queries,
  posyanduId: string,
  rows: readonly (Draft | RejectedRow)[],
): Promise<Set<string>> {
  const { vault } = queries
  const wanted = new Set(rows.flatMap((row) => (row.kind === 'draft' ? (row.fields.nik ?? []) : [])))
  const found = await queries.query<RecordRow>(
    `select record_id, kind, state from record
     where kind = 'person' and posyandu_id is distinct from $1 and nik_mark = any ($2::uuid[])`,
    [posyanduId, [...wanted].map(vault.mark)],
  )
  const niks = found
    .map((row) => storedState(vault, row))
    .filter((state) => !isVoided(state))
    .flatMap((state) => (shownFields(state) as PersonFields).nik ?? [])
  return new Set(niks.filter((nik) => wanted.has(nik)))
}
