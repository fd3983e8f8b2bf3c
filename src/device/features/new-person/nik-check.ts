import { checkNik, type NikError, type NikWarning, normalizeNik } from '#domain/person/nik.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import type { PersonEntry } from './person-entry.ts'

export type NikConcern = NikWarning | 'duplicate'
export type NikState = {
  readonly nik: string
  /** Refuses saving. */
  readonly error?: NikError
  /** To be confirmed with one tap; those confirmed before are left out. */
  readonly concerns: readonly NikConcern[]
  /** Every warning of this NIK, confirmed or not: what is recorded as confirmed. */
  readonly all: readonly NikConcern[]
  /** Who has the same NIK already. */
  readonly holder?: DirectoryEntry
}

export type NikKnown = {
  readonly birthDate: CalendarDay | undefined
  readonly personId: string
  readonly directory: readonly DirectoryEntry[]
}

/** What is said of the NIK as typed. A birth date that is not known to the day tells nothing against it. */
export function nikState(entry: PersonEntry, known: NikKnown): NikState {
  const nik = normalizeNik(entry.nik)
  const birthDate = entry.precision === 'day' ? known.birthDate : undefined
  const { error, warnings } = checkNik(nik, { birthDate, sex: entry.sex })
  if (error) return { nik, error, concerns: [], all: [] }
  const holder = known.directory.find((one) => one.nik === nik && one.id !== known.personId)
  const all: NikConcern[] = holder ? [...warnings, 'duplicate'] : [...warnings]
  const concerns = all.filter((one) => !entry.nikConfirmed.includes(one))
  return { nik, concerns, all, ...(holder && { holder }) }
}
