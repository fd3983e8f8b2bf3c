import { knownFields, type RecordState } from '#protocol/merge.ts'
import { joinPeople, kinOf } from '#protocol/records/aliases.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { type Assess, type Conclusions, conclude } from './conclude.ts'
import { chunkOf, entryOf, type Standing } from './directory.ts'
import type { Intent, PersonPlan, Plan, Planner } from './intent.ts'
import { type OnePerson, onePeople } from './one-person.ts'
import { heldAfter, planTallies, sealChunks, sealTallies } from './plan-rows.ts'
import { personIdOf } from './record-row.ts'
import type { Ledger } from './rows.ts'
import type { Dossier, Held, Shelf } from './shelf.ts'
import type { DirectoryEntry } from './store.ts'

/**
 * Plans a write. With `assess` the people it touches are judged anew at once; without, their list entries follow
 * their names and the rest is marked stale. Call it under the mint lock.
 */
export async function planWrite(
  { shelf, seals }: Planner,
  intent: Intent,
  assess: Assess | undefined,
): Promise<Plan> {
  await shelf.load({})
  const kin = intent.aliases ? kinOf(intent.aliases) : shelf.base().kin
  const touched = [...new Set(touchedPeople(shelf, intent).flatMap(kin.groupOf))]
  await shelf.load(assess ? { people: touched } : { records: touched })
  await shelf.load({ records: householdsOf(shelf, touched, intent) })
  const known = new Map(touched.map((id) => [id, lineOf(shelf, id)]))
  const people = onePeople(kin, touched, (id) => stateAfter(shelf, id, intent)).flatMap((one) =>
    planPerson(shelf, one, intent, known.get(one.id), assess),
  )
  const tallies = await planTallies(shelf, people, intent)
  const chunks = changedChunks(shelf, people, known)
  const before = shelf.base().ledger
  const ledger = nextLedger(before, chunks.size > 0, intent.counter)
  const [records, sealedChunks, sealedTallies] = await Promise.all([
    heldAfter(shelf, seals, people, intent),
    sealChunks(seals, ledger.directoryVersion, chunks),
    sealTallies(seals, tallies),
  ])
  return {
    before,
    ledger,
    records,
    sealed: { chunks: sealedChunks, tallies: sealedTallies },
    added: new Set([...intent.states.keys()].filter((id) => !shelf.record(id))),
    removed: [...(intent.removed ?? [])],
    chunks,
    dossiers: dossiersAfter(shelf, people, records),
    conclusions: new Map(
      people.flatMap(({ id, concluded }) => (concluded ? [[id, concluded.conclusions] as const] : [])),
    ),
    tallies,
    stale: people.filter((person) => !person.concluded).map((person) => person.id),
    caughtUp: people
      .filter((person) => person.concluded && shelf.base().stale.has(person.id))
      .map((person) => person.id),
  }
}

const lineOf = (shelf: Shelf, id: string): DirectoryEntry | undefined =>
  shelf.chunk(chunkOf(id)).find((entry) => entry.id === id)

function nextLedger(before: Ledger, listChanges: boolean, counter: Intent['counter']): Ledger {
  return {
    revision: before.revision + 1,
    directoryVersion: before.directoryVersion + Number(listChanges),
    counters: counter ? { ...before.counters, [counter.deviceId]: counter.note } : before.counters,
  }
}

/** Whoever a changed record follows, or followed before, and the members of a changed household. */
function touchedPeople(shelf: Shelf, intent: Intent): string[] {
  const people = new Set<string>(intent.due)
  const homes = new Set<string>()
  for (const state of intent.states.values()) {
    if (state.kind === 'household') homes.add(state.id)
    const id = personIdOf(state)
    if (id) people.add(id)
  }
  for (const id of [...intent.states.keys(), ...(intent.removed ?? [])]) {
    const before = shelf.record(id)?.row.personId
    if (before) people.add(before)
  }
  if (homes.size > 0)
    for (const entry of shelf.entries())
      if (entry.householdId && homes.has(entry.householdId)) people.add(entry.id)
  return [...people]
}

function stateAfter(shelf: Shelf, id: string, intent: Intent): RecordState | undefined {
  if (intent.removed?.has(id)) return undefined
  return intent.states.get(id) ?? shelf.record(id)?.state
}

const householdIdOf = (person: RecordState): string | undefined =>
  (knownFields(person) as PersonFields).householdId

function householdsOf(shelf: Shelf, people: readonly string[], intent: Intent): string[] {
  return people.flatMap((id) => {
    const person = stateAfter(shelf, id, intent)
    const { householdId, rt } = (person ? knownFields(person) : {}) as PersonFields
    // It lends its RT to members without one, and nothing else.
    return householdId && rt === undefined ? [householdId] : []
  })
}

/** What becomes of a person and of everybody who is shown as them (sync-spec AL4). */
function planPerson(
  shelf: Shelf,
  { id, person: own, alsoAs }: OnePerson,
  intent: Intent,
  known: DirectoryEntry | undefined,
  assess: Assess | undefined,
): PersonPlan[] {
  const person = own && joinPeople(own, alsoAs)
  const records = [id, ...alsoAs.map((other) => other.id)].map((one) => ({
    id: one,
    states: assess ? recordsAfter(shelf, one, intent) : [],
  }))
  const all = records.flatMap(({ states }) => states)
  const conclusions = assess && judged(shelf, id, assess, person, all)
  const home = person && householdIdOf(person)
  const household = home ? stateAfter(shelf, home, intent) : undefined
  const entry = person && entryOf(person, household, conclusions?.standing ?? keptStanding(known), alsoAs)
  return records.map((one) => ({
    id: one.id,
    entry: one.id === id ? entry : undefined,
    ...(conclusions && { concluded: { conclusions, states: one.states } }),
  }))
}

/** A person's records as they will be after the write. */
function recordsAfter(shelf: Shelf, personId: string, intent: Intent): RecordState[] {
  const kept = [...shelf.dossier(personId).values()]
    .map((held) => held.state)
    .filter((state) => !intent.states.has(state.id) && !intent.removed?.has(state.id))
  const written = [...intent.states.values()].filter((state) => personIdOf(state) === personId)
  return [...kept, ...written]
}

/** A file that the rules cannot take must not keep its record from being saved: it stays marked as stale. */
function judged(
  shelf: Shelf,
  id: string,
  assess: Assess,
  person: RecordState | undefined,
  states: readonly RecordState[],
): Conclusions | undefined {
  try {
    const others = states.filter(({ kind }) => kind !== 'person')
    return conclude(assess, person, others, shelf.base().settings, shelf.conclusions(id))
  } catch {
    return undefined
  }
}

const keptStanding = (known: DirectoryEntry | undefined): Standing => ({
  ...(known?.pregnant && { pregnant: known.pregnant }),
  ...(known?.lastVisit && { lastVisit: known.lastVisit }),
})

/** The chunks in which a line really changes. */
function changedChunks(
  shelf: Shelf,
  people: readonly PersonPlan[],
  known: ReadonlyMap<string, DirectoryEntry | undefined>,
): Map<number, DirectoryEntry[]> {
  const chunks = new Map<number, DirectoryEntry[]>()
  for (const { id, entry } of people) {
    if (JSON.stringify(entry) === JSON.stringify(known.get(id))) continue
    const chunk = chunkOf(id)
    const others = (chunks.get(chunk) ?? shelf.chunk(chunk)).filter((line) => line.id !== id)
    chunks.set(chunk, entry ? [...others, entry] : others)
  }
  return chunks
}

/** What is on the shelf of the people judged, as it is after the write. */
function dossiersAfter(
  shelf: Shelf,
  people: readonly PersonPlan[],
  written: readonly Held[],
): ReadonlyMap<string, Dossier> {
  const fresh = new Map(written.map((held) => [held.row.id, held]))
  return new Map(
    people.flatMap(({ id, concluded }) => {
      if (!concluded) return []
      const records = concluded.states.flatMap((state) => {
        const held = fresh.get(state.id) ?? shelf.record(state.id)
        return held ? [[state.id, held] as const] : []
      })
      return [[id, new Map(records)] as const]
    }),
  )
}
