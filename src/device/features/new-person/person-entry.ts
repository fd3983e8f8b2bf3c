import { completedYears } from '#domain/time/age.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { Sex } from '#domain/person/person.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { Stamp } from '#protocol/stamp.ts'
import type { BirthDatePrecision, NikMissingReason, PersonFields } from '#protocol/records/fields.ts'
import { emptyPregnancy, type PregnancyEntry } from '#device/pregnancy/pregnancy-entry.ts'
import type { HalfDates } from '#device/ui/inputs/date-box.ts'
import { numberAsTyped } from '#device/ui/inputs/typed-number.ts'

/** Where the person lives with: nobody chosen, one that is there, or a new one. */
export type HomeEntry =
  | { readonly kind: 'none' }
  | { readonly kind: 'existing'; readonly id: string }
  | { readonly kind: 'new'; readonly headName: string; readonly familyCardNumber: string }

/** The form as typed. */
export type PersonEntry = HalfDates & {
  readonly name: string
  readonly sex?: Sex | undefined
  readonly precision: BirthDatePrecision
  readonly birthDate?: CalendarDay | undefined
  readonly birthMonth: string
  readonly birthYear: string
  readonly birthAge: string
  readonly nikState?: 'given' | 'none' | undefined
  readonly nik: string
  readonly nikMissingReason?: NikMissingReason | undefined
  /** Warnings of this NIK that were confirmed. */
  readonly nikConfirmed: readonly string[]
  readonly motherName: string
  readonly motherNik: string
  readonly birthOrder: string
  readonly birthWeightKg: string
  readonly birthLengthCm: string
  readonly gestationAtBirthWeeks: string
  readonly phone: string
  readonly rt: string
  readonly rw: string
  readonly address: string
  readonly posyanduId?: string | undefined
  readonly home: HomeEntry
  /** Of somebody who is given another posyandu and leaves family behind: who goes. */
  readonly movesWith?: 'alone' | 'family' | undefined
  readonly pregnant?: boolean | undefined
  readonly pregnancy: PregnancyEntry
  readonly diedOn?: CalendarDay | undefined
  readonly movedOutOn?: CalendarDay | undefined
  /** Unusual numbers that were confirmed. */
  readonly confirmed: readonly string[]
}

export const emptyEntry: PersonEntry = {
  name: '',
  precision: 'day',
  birthMonth: '',
  birthYear: '',
  birthAge: '',
  nik: '',
  nikConfirmed: [],
  motherName: '',
  motherNik: '',
  birthOrder: '',
  birthWeightKg: '',
  birthLengthCm: '',
  gestationAtBirthWeeks: '',
  phone: '',
  rt: '',
  rw: '',
  address: '',
  home: { kind: 'none' },
  pregnancy: emptyPregnancy,
  confirmed: [],
}

/** A recorded person as the form shows them. `language` decides how numbers are written. */
export function entryOf(fields: PersonFields, today: CalendarDay, language: string): PersonEntry {
  const number = (value: number | null | undefined) =>
    typeof value === 'number' ? numberAsTyped(value, language) : ''
  return {
    ...emptyEntry,
    name: fields.name ?? '',
    sex: fields.sex,
    ...birthOf(fields, today),
    nikState: fields.nik ? 'given' : 'none',
    nik: fields.nik ?? '',
    nikMissingReason: fields.nikMissingReason ?? undefined,
    nikConfirmed: fields.nikConfirmed ?? [],
    motherName: fields.motherName ?? '',
    motherNik: fields.motherNik ?? '',
    birthOrder: number(fields.birthOrder),
    birthWeightKg: number(fields.birthWeightKg),
    birthLengthCm: number(fields.birthLengthCm),
    gestationAtBirthWeeks: number(fields.gestationAtBirthWeeks),
    phone: fields.phone ?? '',
    rt: fields.rt ?? '',
    rw: fields.rw ?? '',
    address: fields.address ?? '',
    posyanduId: fields.posyanduId,
    home: fields.householdId ? { kind: 'existing', id: fields.householdId } : { kind: 'none' },
    diedOn: fields.diedOn ?? undefined,
    movedOutOn: fields.movedOutOn ?? undefined,
  }
}

function birthOf(fields: PersonFields, today: CalendarDay): Partial<PersonEntry> {
  const { birthDate } = fields
  const precision = fields.birthDatePrecision ?? 'day'
  if (!birthDate) return { precision }
  const years = completedYears(birthDate, today)
  return {
    precision,
    birthYear: birthDate.slice(0, 4),
    birthMonth: birthDate.slice(5, 7),
    birthAge: years === undefined ? '' : String(years),
    ...(precision === 'day' && { birthDate }),
  }
}

/** The half-filled form as the store keeps it, with the ids that its records will have. */
export type PersonDraft = {
  readonly entry: PersonEntry
  readonly ids: FormIds
  /** People whom the person at the phone has said to be others. */
  readonly notTheSame: readonly string[]
  /** Of an edit: the form as it was opened, and the stamps of the values it showed. */
  readonly opened?: {
    readonly before: PersonEntry
    readonly shown: Readonly<Record<string, readonly Stamp[]>>
  }
}
/** Made once per form: however often it is saved, it makes the same records. */
export type FormIds = { readonly person: string; readonly household: string; readonly pregnancy: string }

/** `undefined` where what was kept is no draft of this shape; boxes that it lacks are empty. */
export function readDraft(value: FieldValue | undefined): PersonDraft | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { entry, ids, notTheSame, opened } = value as Partial<PersonDraft>
  if (!entry || !ids?.person || !ids.household || !ids.pregnancy) return undefined
  const draft = { entry: { ...emptyEntry, ...entry }, ids, notTheSame: notTheSame ?? [] }
  return opened ? { ...draft, opened } : draft
}
