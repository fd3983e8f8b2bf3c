import { knownFields, type RecordState } from '#protocol/merge.ts'
import { type Alias, type Kin, type Standing, shownAs } from '#protocol/records/aliases.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { isVoided } from '#protocol/records/voided.ts'
import type { Shelf } from './shelf.ts'
import type { Change } from './store.ts'

/** One person as this phone shows them, with the records of everybody who is shown as them, by id. */
export type OnePerson = {
  readonly id: string
  /** Absent where only records that name them are here. */
  readonly person: RecordState | undefined
  readonly alsoAs: readonly RecordState[]
}

/** Who is who among people of whole groups (sync-spec AL3); `stateOf` gives their own records. */
export function onePeople(
  kin: Kin,
  people: readonly string[],
  stateOf: (personId: string) => RecordState | undefined,
): readonly OnePerson[] {
  const standingOf = (id: string): Standing | undefined => {
    const state = stateOf(id)
    if (!state) return undefined
    const { posyanduId } = knownFields(state) as PersonFields
    return { posyanduId, voided: isVoided(state) }
  }
  const members = new Map<string, RecordState[]>(people.map((id) => [id, []]))
  for (const id of people) {
    const shown = shownAs(kin, id, standingOf)
    const state = stateOf(id)
    if (shown === id || !state) continue
    members.delete(id)
    members.get(shown)?.push(state)
  }
  return [...members].map(([id, alsoAs]) => ({ id, person: stateOf(id), alsoAs: alsoAs.sort(byId) }))
}

const byId = (a: RecordState, b: RecordState) => (a.id < b.id ? -1 : 1)

const keyOf = (alias: Alias) => alias.join()

/** The people of all aliases that stand in one list and not in the other. */
export function changedAliases(before: readonly Alias[], after: readonly Alias[]): string[] {
  const [old, fresh] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))]
  return [...before, ...after].filter((alias) => !old.has(keyOf(alias)) || !fresh.has(keyOf(alias))).flat()
}

/** A person who moves takes along whoever is shown as them (sync-spec AL8): each by a write of their own record. */
export async function movingTogether(shelf: Shelf, changes: readonly Change[]): Promise<readonly Change[]> {
  const all = [...changes]
  for (const { kind, id, set } of changes) {
    const { posyanduId } = set
    if (kind !== 'person' || typeof posyanduId !== 'string') continue
    await shelf.load({})
    const { kin } = shelf.base()
    const group = kin.groupOf(id)
    if (group.length === 1) continue
    await shelf.load({ records: group })
    const whole = onePeople(kin, group, (one) => shelf.record(one)?.state)
    for (const other of whole.find((one) => one.id === id)?.alsoAs ?? [])
      all.push({ kind, id: other.id, set: { posyanduId } })
  }
  return all
}
