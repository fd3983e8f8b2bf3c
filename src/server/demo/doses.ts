import type { Field } from '#domain/instruments/instrument.ts'
import {
  type DoseId,
  doseOfField,
  givenOnField,
  isDoseId,
  type SchoolDoseId,
} from '#domain/schedule/dose-ids.ts'
import { dosesGivenField, type GivenDoses } from '#domain/schedule/doses.ts'
import { immunisationDue } from '#domain/schedule/immunisation.ts'
import { defaultSettings } from '#domain/settings.ts'
import { completedMonths } from '#domain/time/age.ts'
import { addMonths, type CalendarDay } from '#domain/time/calendar-day.ts'
import { doseIdInVisit, doseIdTold } from '#protocol/records/ids.ts'
import type { DoseFields } from '#protocol/records/fields.ts'
import type { DemoChange, DemoPerson } from './demo.ts'
import type { Random } from './random.ts'
import { schoolYearOn } from './school.ts'
import type { Diligence } from './traits.ts'

/** Doses are records of their own, and no answers of a visit. */
export const isDoseField = ({ id }: Field): boolean => id === dosesGivenField || doseOfField(id) !== undefined

/** How likely a dose that is due is given on a day on which the child is there. */
const chanceOf: Readonly<Record<Diligence, number>> = { inTime: 0.97, late: 0.4, refuses: 0.02 }
const chanceOfBirthDose = 0.93
const chanceOfSchoolDose = 0.85

const mayBeGiven: ReadonlySet<string> = new Set(['due', 'open', 'late'])

/** What a child is given on a day on which the vaccines are there. */
export function dosesOn(
  random: Random,
  { birthDate, traits }: DemoPerson,
  doses: GivenDoses,
  day: CalendarDay,
): readonly DoseId[] {
  return immunisationDue({ birthDate, day, doses, settings: defaultSettings }).flatMap(
    ({ product, state }) =>
      isDoseId(product) && mayBeGiven.has(state) && random.chance(chanceOf[traits.diligence])
        ? [product]
        : [],
  )
}

/** Whether nothing is owed any more on that day; a dose that may no longer be given is not asked for. */
export const isImmunised = ({ birthDate }: DemoPerson, doses: GivenDoses, day: CalendarDay): boolean =>
  !immunisationDue({ birthDate, day, doses, settings: defaultSettings }).some(({ state }) =>
    mayBeGiven.has(state),
  )

/**
 * What the KIA book says of the time up to a day: the dose of birth, then month by month at some post; and what is
 * given at school up to `today`.
 */
export function dosesBefore(
  random: Random,
  person: DemoPerson,
  until: CalendarDay,
  today: CalendarDay,
): GivenDoses {
  const school = schoolDosesBefore(random, person, today)
  const { birthDate } = person
  const age = completedMonths(birthDate, until) ?? 0
  // Nobody carries the book of a child who is at school.
  if (age > lastMonthAtPost) return school
  const doses: Partial<Record<DoseId, CalendarDay>> = random.chance(chanceOfBirthDose)
    ? { hb0: birthDate }
    : {}
  for (let month = 1; month <= Math.min(age, lastMonthOfBook); month += 1) {
    const day = addMonths(birthDate, month)
    for (const dose of dosesOn(random, person, doses, day)) doses[dose] = day
  }
  return { ...doses, ...school }
}

/** Children are given doses at the post until the day before they are six. */
export const lastMonthAtPost = 71
/** After three years nothing more is expected of the infant's schedule. */
const lastMonthOfBook = 36

type SchoolDose = { readonly dose: SchoolDoseId; readonly schoolClass: number; readonly day: string }

/** The days of BIAS: measles-rubella and HPV in August, DT and Td in November. */
const schoolDoses: readonly SchoolDose[] = [
  { dose: 'mrBias', schoolClass: 1, day: '08-20' },
  { dose: 'dt', schoolClass: 1, day: '11-12' },
  { dose: 'td2', schoolClass: 2, day: '11-12' },
  { dose: 'td5', schoolClass: 5, day: '11-12' },
  { dose: 'hpv1', schoolClass: 5, day: '08-20' },
  { dose: 'hpv2', schoolClass: 6, day: '08-20' },
]

/** What was given at school up to a day. */
function schoolDosesBefore(random: Random, person: DemoPerson, until: CalendarDay): GivenDoses {
  const school = schoolYearOn(person.birthDate, until)
  if (school === undefined) return {}
  const given = schoolDoses.flatMap(({ dose, schoolClass, day }) => {
    const on = `${school.begunIn - (school.schoolClass - schoolClass)}-${day}`
    const isOwed = !dose.startsWith('hpv') || person.sex === 'female'
    return isOwed && random.chance(chanceOfSchoolDose) && on < until ? [[dose, on] as const] : []
  })
  return Object.fromEntries(given)
}

/** The same as answers that the person's records keep. */
export const doseDays = (doses: GivenDoses) =>
  Object.fromEntries(
    Object.entries(doses).flatMap(([dose, on]) =>
      isDoseId(dose) ? [[givenOnField(dose), on] as const] : [],
    ),
  )

const doseChange = (id: string, set: DoseFields): DemoChange => ({
  kind: 'dose',
  id,
  set: { serviceKind: 'immunisation', ...set },
})

/** The records of what a book tells. */
export const toldDoses = (personId: string, doses: GivenDoses): readonly DemoChange[] =>
  Object.entries(doses).map(([doseId, givenOn]) =>
    doseChange(doseIdTold(personId, doseId), { personId, doseId, givenOn, toldBy: 'kiaBook' }),
  )

/** The records of what was given at the post. */
export const givenDoses = (
  personId: string,
  visitId: string,
  day: CalendarDay,
  doses: readonly DoseId[],
): readonly DemoChange[] =>
  doses.map((doseId) =>
    doseChange(doseIdInVisit(visitId, doseId), {
      personId,
      visitId,
      doseId,
      givenOn: day,
      toldBy: 'givenToday',
      servicePlace: 'posyandu',
    }),
  )
