import type { Sex } from '#domain/person/person.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'

/**
 * The fields that this edition writes, by kind. All are optional on reading: a record may arrive in parts, and a
 * field may be of a newer edition. A void is `{ reason, covers }`: the stamps of the heads that it saw.
 */
export type VoidValue = { readonly reason: string; readonly covers: readonly string[] }

export type HouseholdFields = {
  posyanduId?: string
  /** Nomor kartu keluarga, 16 digits. A group key, not an identity. */
  familyCardNumber?: string
  headName?: string
  address?: string
  rt?: string
  rw?: string
  voided?: VoidValue
}

/** `day`: exact; `month`, `year`, `estimated`: growth by age is then not assessed. */
export type BirthDatePrecision = 'day' | 'month' | 'year' | 'estimated'

/** Whether growth may be judged by age. A date of which nothing else was said is exact. */
export const isExactBirth = (precision: BirthDatePrecision | undefined): boolean =>
  precision === undefined || precision === 'day'

export type NikMissingReason = 'notYetIssued' | 'notBrought' | 'newborn' | 'foreigner' | 'other'

export type PersonFields = {
  posyanduId?: string
  householdId?: string
  name?: string
  sex?: Sex
  birthDate?: CalendarDay
  birthDatePrecision?: BirthDatePrecision
  nik?: string
  nikMissingReason?: NikMissingReason
  /** Codes of the soft NIK warnings that the person at the phone confirmed. */
  nikConfirmed?: readonly string[]
  motherName?: string
  motherNik?: string
  birthOrder?: number
  phone?: string
  address?: string
  rt?: string
  rw?: string
  birthWeightKg?: number
  birthLengthCm?: number
  birthHeadCircumferenceCm?: number
  gestationAtBirthWeeks?: number
  diedOn?: CalendarDay
  movedOutOn?: CalendarDay
  /** Measurement columns of an imported register, kept as they stood: heading → text. */
  imported?: Readonly<Record<string, string>>
  demo?: boolean
  voided?: VoidValue
}

/** Fields of a person that say who it is. All others are answers that a card keeps with the person. */
export const personIdentityFields = [
  'posyanduId',
  'householdId',
  'name',
  'sex',
  'birthDate',
  'birthDatePrecision',
  'nik',
  'nikMissingReason',
  'nikConfirmed',
  'motherName',
  'motherNik',
  'phone',
  'address',
  'rt',
  'rw',
  'diedOn',
  'movedOutOn',
  'imported',
  'demo',
  'voided',
] as const

export type PregnancyFields = {
  personId?: string
  lastMenstrualPeriodOn?: CalendarDay
  estimatedGestationWeeks?: number
  /** The day on which `estimatedGestationWeeks` was said. */
  estimatedOn?: CalendarDay
  gravida?: number
  prePregnancyWeightKg?: number
  heightCm?: number
  endedOn?: CalendarDay
  outcome?: 'delivered' | 'miscarried' | 'other'
  voided?: VoidValue
}

/** One service that was given: form F ("pemberian layanan"). A dose taken back has no day. */
export type DoseFields = {
  personId?: string
  /** The visit in which it was given. Absent: earlier or elsewhere. */
  visitId?: string
  serviceKind?: string
  doseId?: string
  givenOn?: CalendarDay
  toldBy?: 'givenToday' | 'kiaBook' | 'told'
  servicePlace?: 'posyandu' | 'puskesmas' | 'hospital' | 'other'
  batchNumber?: string
  voided?: VoidValue
}

export type PosyanduDayFields = {
  posyanduId?: string
  heldOn?: CalendarDay
  place?: string
  openedAt?: number
  closedAt?: number
  voided?: VoidValue
}

/** A visit's answers stand beside these, by field id of its instrument. */
export type VisitFields = {
  personId?: string
  posyanduDayId?: string
  visitedOn?: CalendarDay
  place?: 'posyandu' | 'home'
  instrument?: string
  instrumentEdition?: string
  /** Ids of fields whose doubtful value the person confirmed. */
  confirmed?: readonly string[]
  voided?: VoidValue
}

/** Fields of a visit that are not answers. */
export const visitHeaderFields = [
  'personId',
  'posyanduDayId',
  'visitedOn',
  'place',
  'instrument',
  'instrumentEdition',
  'confirmed',
  'voided',
] as const
