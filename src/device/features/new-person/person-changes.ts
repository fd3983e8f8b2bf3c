import { normalizeName } from '#domain/person/names.ts'
import { normalizeNik } from '#domain/person/nik.ts'
import type { Change } from '#device/store/store.ts'
import { type RecordState, shownFields } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { pregnancyFields } from '#device/pregnancy/pregnancy-entry.ts'
import type { FormIds, PersonEntry } from './person-entry.ts'
import { askedParts, familyLeftBehind, type FormWorld, readPerson } from './read-person.ts'

type Fields = Readonly<Record<string, FieldValue | undefined>>

/** A new person with the household and the pregnancy that the form makes. */
export function newPersonChanges(entry: PersonEntry, ids: FormIds, world: FormWorld): readonly Change[] {
  const set = readPerson(entry, world, householdOf(entry, ids)) as Record<string, FieldValue>
  const asked = askedParts(entry, world.today)
  const pregnant = asked.pregnancy && entry.pregnant
  return [
    ...householdChanges(entry, ids),
    { kind: 'person', id: ids.person, set },
    ...(pregnant
      ? [
          {
            kind: 'pregnancy',
            id: ids.pregnancy,
            set: pregnancyFields(entry.pregnancy, ids.person, world.today),
          } as const,
        ]
      : []),
  ]
}

/** Only what differs from the form as it was opened; a box that was emptied is written as `null`. */
export function editedPersonChanges(
  before: PersonEntry,
  after: PersonEntry,
  ids: FormIds,
  world: FormWorld,
): readonly Change[] {
  const known = readPerson(before, world, householdOf(before, ids)) as Fields
  const wanted = readPerson(after, world, householdOf(after, ids)) as Fields
  const set = difference(known, wanted)
  return [
    ...householdChanges(after, ids),
    ...(Object.keys(set).length > 0 ? [{ kind: 'person', id: ids.person, set } as const] : []),
  ]
}

/**
 * What goes along with somebody who is given another posyandu (sync-spec MV9): the rest of the family where all of them
 * go, and the household where nobody of it stays. `household`: as this phone has it, if it does.
 */
export function movedAlong(
  after: PersonEntry,
  world: FormWorld,
  household: RecordState | undefined,
): readonly Change[] {
  const { posyanduId, home } = after
  const from = world.before?.posyanduId
  if (!posyanduId || posyanduId === from || home.kind !== 'existing') return []
  const left = familyLeftBehind(after, world)
  if (left.length > 0 && after.movesWith !== 'family') return []
  const set = { posyanduId }
  const stoodThere = household && shownFields(household)['posyanduId'] === from
  return [
    ...(stoodThere ? [{ kind: 'household', id: home.id, set } as const] : []),
    ...left.map(({ id }) => ({ kind: 'person', id, set }) as const),
  ]
}

/** The same as the mend of a held mutation of this person; nothing has to differ for it to go again. */
export function mendingChanges(
  changes: readonly Change[],
  personId: string,
  mends: number,
): readonly Change[] {
  const own = changes.find(({ id }) => id === personId) ?? { kind: 'person', id: personId, set: {} }
  return [...changes.filter(({ id }) => id !== personId), { ...own, mends }]
}

function difference(before: Fields, after: Fields): Record<string, FieldValue> {
  const set: Record<string, FieldValue> = {}
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) set[name] = after[name] ?? null
  }
  return set
}

function householdOf(entry: PersonEntry, ids: FormIds): string | undefined {
  if (entry.home.kind === 'none') return undefined
  return entry.home.kind === 'existing' ? entry.home.id : ids.household
}

function householdChanges(entry: PersonEntry, ids: FormIds): readonly Change[] {
  const { home } = entry
  if (home.kind !== 'new') return []
  const fields: Fields = {
    posyanduId: entry.posyanduId,
    headName: normalizeName(home.headName),
    familyCardNumber: normalizeNik(home.familyCardNumber) || undefined,
    address: entry.address.trim() || undefined,
    rt: entry.rt.trim() || undefined,
    rw: entry.rw.trim() || undefined,
  }
  return [{ kind: 'household', id: ids.household, set: difference({}, fields) }]
}
