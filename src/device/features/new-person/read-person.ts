import { birthFields } from '#domain/instruments/balita/birth-fields.ts'
import { normalizeName } from '#domain/person/names.ts'
import { checkNik, normalizeNik } from '#domain/person/nik.ts'
import { completedMonths } from '#domain/time/age.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { type KeptSpec, keptSpec, obstacleOf, valueOf } from '#device/kept-number/kept-number.ts'
import { mayBePregnant } from '#device/pregnancy/may-be-pregnant.ts'
import { pregnancyObstacles } from '#device/pregnancy/pregnancy-entry.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import { readBirth } from './birth-date.ts'
import { nikState } from './nik-check.ts'
import type { PersonEntry } from './person-entry.ts'

export const personSpecs = {
  birthWeightKg: keptSpec(birthFields, 'birthWeightKg', 'kg'),
  gestationAtBirthWeeks: keptSpec(birthFields, 'gestationAtBirthWeeks', ''),
  /** Buku KIA 2023: length at birth. */
  birthLengthCm: {
    id: 'birthLengthCm',
    unit: 'cm',
    decimals: 1,
    reject: { min: 20, max: 65 },
    confirm: { min: 44, max: 55 },
  },
  /** Bounds of the number of pregnancies on the card of ibu hamil. */
  birthOrder: { id: 'birthOrder', unit: '', decimals: 0, reject: { min: 1, max: 20 } },
} as const satisfies Record<string, KeptSpec>

export type FormWorld = {
  readonly today: CalendarDay
  readonly personId: string
  readonly directory: readonly DirectoryEntry[]
  /** Ids of those that this phone has now; they may change while a form is open. */
  readonly posyandu: readonly string[]
  /** Of an edit: the form as it was opened. */
  readonly before?: PersonEntry
}

/** Box → why it stands in the way of saving. */
export type Problems = Readonly<Record<string, string>>

const childUntilMonths = 18 * 12
const birthFactsUntilMonths = 72

/** Which parts of the form are asked for, from sex and age as far as they are known. */
export function askedParts(entry: PersonEntry, today: CalendarDay) {
  const birth = readBirth(entry, today)
  const birthDate = birth.kind === 'date' ? birth.birthDate : undefined
  const months = birthDate === undefined ? undefined : completedMonths(birthDate, today)
  return {
    birthDate,
    mother: months !== undefined && months < childUntilMonths,
    birthFacts: months !== undefined && months < birthFactsUntilMonths,
    pregnancy:
      birthDate !== undefined && mayBePregnant({ ...(entry.sex && { sex: entry.sex }), birthDate }, today),
  }
}

/** What has to be mended before saving. */
export function findProblems(entry: PersonEntry, world: FormWorld): Problems {
  const problems: Record<string, string> = {}
  const asked = askedParts(entry, world.today)
  if (normalizeName(entry.name) === '') problems.name = 'nameMissing'
  if (!entry.sex) problems.sex = 'sexMissing'
  const birth = readBirth(entry, world.today)
  if (birth.kind === 'problem') problems.birth = birth.problem
  Object.assign(problems, nikProblems(entry, asked.birthDate, world))
  if (!isHere(entry.posyanduId, world)) problems.posyandu = 'posyanduMissing'
  if (familyLeftBehind(entry, world).length > 0 && !entry.movesWith) problems.movesWith = 'movesWithMissing'
  Object.assign(problems, placeProblems(entry))
  if (asked.mother && badNik(entry.motherNik)) problems.motherNik = 'notSixteenDigits'
  const boxes = [...(asked.mother ? (['birthOrder'] as const) : []), ...(asked.birthFacts ? birthBoxes : [])]
  for (const box of boxes) {
    const obstacle = obstacleOf(personSpecs[box], entry[box], entry.confirmed)
    if (obstacle) problems[box] = obstacle
  }
  if (asked.pregnancy && entry.pregnant) {
    for (const box of pregnancyObstacles(entry.pregnancy, world.today, entry.confirmed))
      problems[`pregnancy.${box}`] = 'pregnancy'
  }
  return problems
}

/** A phone that has lost all of its posyandu keeps what was chosen: there is nothing else to choose. */
const isHere = (posyanduId: string | undefined, { posyandu }: FormWorld) =>
  posyanduId !== undefined && (posyandu.length === 0 || posyandu.includes(posyanduId))

/**
 * Of somebody who is given another posyandu with the household that they have: who of it lives where they lived. Who
 * died or moved out lives nowhere.
 */
export function familyLeftBehind(entry: PersonEntry, world: FormWorld): readonly DirectoryEntry[] {
  const { before, personId, directory } = world
  const { posyanduId, home } = entry
  if (!before || !posyanduId || posyanduId === before.posyanduId || home.kind !== 'existing') return []
  return directory.filter(
    (one) =>
      one.householdId === home.id &&
      one.posyanduId === before.posyanduId &&
      one.id !== personId &&
      !one.diedOn &&
      !one.movedOutOn,
  )
}

const birthBoxes = ['birthWeightKg', 'birthLengthCm', 'gestationAtBirthWeeks'] as const
const badNik = (text: string) => text.trim() !== '' && checkNik(normalizeNik(text)).error !== undefined

function nikProblems(entry: PersonEntry, birthDate: CalendarDay | undefined, world: FormWorld): Problems {
  if (entry.nikState === 'none') return entry.nikMissingReason ? {} : { nik: 'nikMissing' }
  if (entry.nikState !== 'given' || entry.nik.trim() === '') return { nik: 'nikMissing' }
  const { error, concerns } = nikState(entry, { birthDate, ...world })
  if (error) return { nik: error }
  return concerns.length > 0 ? { nik: 'nikConcerns' } : {}
}

function placeProblems(entry: PersonEntry): Problems {
  const phone = entry.phone.replace(/[\s\-+().]/g, '')
  const card = entry.home.kind === 'new' ? normalizeNik(entry.home.familyCardNumber) : ''
  return {
    ...(phone !== '' && !/^\d{8,15}$/.test(phone) && { phone: 'phoneWrong' }),
    ...(!/^\d{0,3}$/.test(entry.rt.trim()) && { rt: 'digitsOnly' }),
    ...(!/^\d{0,3}$/.test(entry.rw.trim()) && { rw: 'digitsOnly' }),
    ...(entry.home.kind === 'new' &&
      normalizeName(entry.home.headName) === '' && { headName: 'householdMissing' }),
    ...(card !== '' && !/^\d{16}$/.test(card) && { familyCardNumber: 'householdKkWrong' }),
  }
}

const text = (value: string) => value.trim() || undefined

/** The person's fields as the form says them; what is empty is left out. */
export function readPerson(
  entry: PersonEntry,
  world: FormWorld,
  householdId: string | undefined,
): PersonFields {
  const asked = askedParts(entry, world.today)
  const hasNik = entry.nikState === 'given' && entry.nik.trim() !== ''
  const nik = hasNik ? nikState(entry, { birthDate: asked.birthDate, ...world }) : undefined
  const confirmed = nik?.all.filter((one) => entry.nikConfirmed.includes(one)) ?? []
  const fields: { [K in keyof PersonFields]: PersonFields[K] | undefined } = {
    posyanduId: entry.posyanduId,
    householdId,
    name: normalizeName(entry.name) || undefined,
    sex: entry.sex,
    birthDate: asked.birthDate,
    birthDatePrecision: asked.birthDate === undefined ? undefined : entry.precision,
    nik: nik?.nik,
    nikMissingReason: nik ? undefined : entry.nikMissingReason,
    nikConfirmed: confirmed.length > 0 ? confirmed : undefined,
    // What is not asked for at this age stays as it was.
    motherName: normalizeName(entry.motherName) || undefined,
    motherNik: text(normalizeNik(entry.motherNik)),
    birthOrder: valueOf(personSpecs.birthOrder, entry.birthOrder),
    birthWeightKg: valueOf(personSpecs.birthWeightKg, entry.birthWeightKg),
    birthLengthCm: valueOf(personSpecs.birthLengthCm, entry.birthLengthCm),
    gestationAtBirthWeeks: valueOf(personSpecs.gestationAtBirthWeeks, entry.gestationAtBirthWeeks),
    phone: text(entry.phone),
    rt: text(entry.rt),
    rw: text(entry.rw),
    address: text(entry.address),
    diedOn: entry.diedOn,
    movedOutOn: entry.movedOutOn,
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as PersonFields
}
