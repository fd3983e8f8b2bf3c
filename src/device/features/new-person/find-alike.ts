import { type Likeness, likelyDuplicates, type PersonLike } from '#domain/person/likeness.ts'
import { normalizeName } from '#domain/person/names.ts'
import { normalizeNik } from '#domain/person/nik.ts'
import { isExactBirth } from '#protocol/records/fields.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import type { PersonEntry } from './person-entry.ts'
import { askedParts, type FormWorld } from './read-person.ts'

export type Alike = { readonly entry: DirectoryEntry; readonly likeness: Likeness }

/** People of the phone who may be the one that is typed, likeliest first. */
export function findAlike(entry: PersonEntry, world: FormWorld): readonly Alike[] {
  const name = normalizeName(entry.name)
  if (name === '') return []
  const byId = new Map(world.directory.map((one) => [one.id, one]))
  const candidate = {
    id: world.personId,
    name,
    nik: entry.nikState === 'given' ? normalizeNik(entry.nik) : undefined,
    sex: entry.sex,
    birthDate: askedParts(entry, world.today).birthDate,
    birthDateExact: isExactBirth(entry.precision),
    motherName: entry.motherName,
  }
  return likelyDuplicates(candidate, world.directory.map(comparable)).flatMap((likeness) => {
    const found = byId.get(likeness.id)
    return found ? [{ entry: found, likeness }] : []
  })
}

const comparable = (entry: DirectoryEntry): PersonLike => ({
  ...entry,
  birthDateExact: isExactBirth(entry.birthDatePrecision),
})
