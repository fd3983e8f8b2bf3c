import type { Answers } from '#domain/instruments/instrument.ts'
import { completedYears } from '#domain/time/age.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { DemoPerson } from './demo.ts'
import { schoolYearOn } from './school.ts'
import { habits, illnesses } from './traits.ts'

/** What the cards have put down in a person's record by a day: it grows with the years. */
export function keptOn(person: DemoPerson, day: CalendarDay): Answers {
  const years = completedYears(person.birthDate, day) ?? 0
  return {
    ...(years < 6 && ofChild(person)),
    ...(years >= 6 && years < 18 && { schoolClass: classOn(person, day) }),
    ...(years >= 15 && ofGrown(person, years)),
    ...(years >= 18 && chronic(person)),
    ...(person.sex === 'female' &&
      years >= 13 &&
      years < 18 && { menstruationStarted: true, menarcheYears: 12 }),
  }
}

const classOn = (person: DemoPerson, day: CalendarDay) => {
  const school = schoolYearOn(person.birthDate, day)
  return school === undefined ? 'notInSchool' : String(school.schoolClass)
}

/** The rest of the head of a child's card; birth weight and the like stand in the person's own fields. */
const ofChild = ({ traits }: DemoPerson): Answers => ({
  bornBy: traits.bornByCaesarean ? 'caesarean' : 'vaginal',
  breastfedWithinFirstHour: traits.breastfedAtOnce,
  hasChildKiaBook: traits.diligence !== 'refuses',
  hasJkn: traits.isInsured,
})

const answered = (all: readonly string[], yes: readonly string[], name: (one: string) => string): Answers =>
  Object.fromEntries(all.map((one) => [name(one), yes.includes(one)]))

const ofGrown = ({ traits, body }: DemoPerson, years: number): Answers => ({
  maritalStatus: traits.maritalStatus,
  ...answered(illnesses, traits.familyIllnesses, (one) => `family${one}`),
  familyTuberculosis: traits.livesWithTbc,
  ...answered(illnesses, ownIllnesses(body, years), (one) => `own${one}`),
  ...answered(habits, traits.habits, (one) => one),
  smokes: traits.cigarettesPerDay > 0,
})

export const isKnownHypertensive = ({ hypertensive, pressureAbove }: DemoPerson['body']) =>
  hypertensive && pressureAbove > 22
const isKnownDiabetic = ({ diabetic, glucoseMgPerDl }: DemoPerson['body']) => diabetic && glucoseMgPerDl > 200

const ownIllnesses = (body: DemoPerson['body'], years: number): readonly string[] =>
  years < 18
    ? []
    : [...(isKnownHypertensive(body) ? ['Hypertension'] : []), ...(isKnownDiabetic(body) ? ['Diabetes'] : [])]

const chronic = ({ body }: DemoPerson): Answers => ({
  hypertensionDiagnosed: isKnownHypertensive(body),
  diabetesDiagnosed: isKnownDiabetic(body),
})

/** What of it is new since it was last written. */
export const newlyKept = (now: Answers, before: Answers): Answers =>
  Object.fromEntries(Object.entries(now).filter(([id, value]) => before[id] !== value))
