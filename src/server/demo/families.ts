import type { Sex } from '#domain/person/person.ts'
import type { Random } from './random.ts'

/** A person before they have a name: age in days on the day of the demo. */
export type Member = {
  readonly role: 'mother' | 'father' | 'child' | 'adult' | 'elder'
  readonly sex: Sex
  readonly ageDays: number
  readonly birthOrder?: number
  /** Days since HPHT, of a woman who is pregnant now. */
  readonly pregnantDays?: number
  readonly pressureRisesLate?: boolean
}
export type Family = readonly Member[]

const year = 365.25
const month = 30.4375
const childrenUnderSix = 75
const schoolChildren = 45
const parentFamilies = 44
/** Newborns whose mothers are in nifas, then infants, then the others: no month of the first six years is left out. */
const newbornDays = [6, 19, 34] as const
/** Gestation of those pregnant today, from the first weeks to the last; one of them is seventeen, one thirty-nine. */
const pregnancies = [52, 71, 88, 112, 135, 163, 190, 218, 246, 274] as const
const pregnantYears = [17.4, 22, 39.3, 27, 31, 24, 29, 35.5, 20, 33] as const

/** Families of a whole puskesmas: 300 people, every stage of life among them. */
export function makeFamilies(random: Random): readonly Family[] {
  return [...youngFamilies(random), ...expectingFamilies(random), ...elderHouseholds(random)]
}

const sexOf = (random: Random): Sex => (random.chance(0.5) ? 'male' : 'female')

/** 44 families: mother, father, 70 children under six (one pair of twins), 45 of school age, ten grandparents. */
function youngFamilies(random: Random): Family[] {
  return Array.from({ length: parentFamilies }, (_, index) => {
    const small = smallChildren(random, index)
    const schooled =
      index < schoolChildren - parentFamilies ? [schoolAge(random), schoolAge(random)] : [schoolAge(random)]
    const ages = [...small, ...schooled].sort((a, b) => b - a)
    const oldest = ages[0] ?? 0
    const motherDays = Math.round(oldest + random.between(19, 24) * year)
    return [
      { role: 'mother', sex: 'female', ageDays: motherDays },
      { role: 'father', sex: 'male', ageDays: motherDays + random.whole(0, 6 * 365) },
      ...ages.map((ageDays, order) => ({
        role: 'child' as const,
        sex: sexOf(random),
        ageDays,
        birthOrder: order + 1,
      })),
      ...(index % 4 === 0 && index < 40 ? [elder(random, sexOf(random))] : []),
    ]
  })
}

const schoolAge = (random: Random) => random.whole(Math.ceil(73 * month), Math.floor(17.6 * year))

/** One or two children under six; the first two families have newborns, the fourth twins. */
function smallChildren(random: Random, index: number): number[] {
  const newborn = newbornDays[index]
  const first = newborn ?? Math.round(ageOfYoungest(random, index) * month)
  if (index === 3) return [first, first]
  if (index >= childrenUnderSix - parentFamilies - pregnantSmallChildren) return [first]
  const gap = random.between(20, 35) * month
  return [first, Math.round(Math.min(71.5 * month, first + gap))]
}

/** In months: a third below one year, so that births of the year are met in every month; then to three, then to six. */
function ageOfYoungest(random: Random, index: number): number {
  if (index < 16) return random.between(1.5, 11.8)
  return index < 28 ? random.between(12, 34) : random.between(30, 71)
}

/** Children under six whose mothers are pregnant again. */
const pregnantSmallChildren = 5

const expectingFamilies = (random: Random): Family[] =>
  pregnancies.map((pregnantDays, index): Family => expectingFamily(random, pregnantDays, index))

function expectingFamily(random: Random, pregnantDays: number, index: number): Family {
  const years = pregnantYears[index] ?? 28
  const motherDays = Math.round(years * year)
  const child = index % 2 === 1 ? [random.whole(Math.ceil(18 * month), Math.floor(60 * month))] : []
  return [
    {
      role: 'mother',
      sex: 'female',
      ageDays: motherDays,
      pregnantDays,
      pressureRisesLate: pregnantDays === 246,
    },
    {
      role: 'father',
      sex: 'male',
      ageDays: Math.max(Math.round(19 * year), motherDays) + random.whole(0, 5 * 365),
    },
    ...child.map((ageDays) => ({ role: 'child' as const, sex: sexOf(random), ageDays, birthOrder: 1 })),
  ]
}

const elder = (random: Random, sex: Sex): Member => ({
  role: 'elder',
  sex,
  ageDays: random.whole(Math.ceil(60.2 * year), Math.floor(88 * year)),
})

/** Thirty households of the old: twenty couples, ten alone; twelve grown children live with them. */
function elderHouseholds(random: Random): Family[] {
  return Array.from({ length: 30 }, (_, index): Family => {
    const couple =
      index < 20 ? [elder(random, 'female'), elder(random, 'male')] : [elder(random, sexOf(random))]
    const grown: Family =
      index % 5 < 2
        ? [
            {
              role: 'adult',
              sex: sexOf(random),
              ageDays: random.whole(Math.ceil(18.2 * year), Math.floor(45 * year)),
            },
          ]
        : []
    return [...couple, ...grown]
  })
}
