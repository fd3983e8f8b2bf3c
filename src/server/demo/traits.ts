import type { Sex } from '#domain/person/person.ts'
import type { Member } from './families.ts'
import type { Random } from './random.ts'

/** How a family keeps to the immunisation days. */
export type Diligence = 'inTime' | 'late' | 'refuses'

/** What stays of a person's ways and troubles from visit to visit. */
export type Traits = {
  readonly maritalStatus: 'single' | 'married' | 'widowed'
  /** Cigarettes a day; none for those who never smoked. */
  readonly cigarettesPerDay: number
  readonly smokedFromYears: number
  readonly takesTablets: boolean
  readonly diligence: Diligence
  readonly developsSlowly: boolean
  readonly sees: boolean
  readonly hears: boolean
  readonly isLowInMood: boolean
  readonly needsHelp: boolean
  readonly forgets: boolean
  readonly isPale: boolean
  readonly coughs: boolean
  /** Somebody in the house is treated for TBC. */
  readonly livesWithTbc: boolean
  readonly isInsured: boolean
  readonly bornByCaesarean: boolean
  readonly breastfedAtOnce: boolean
  readonly breastfedAlone: boolean
  /** Illnesses in the family, by the names of the card. */
  readonly familyIllnesses: readonly string[]
  readonly habits: readonly string[]
}

/** As the cards name them: `familyStroke`, `ownStroke`. */
export const illnesses = ['Hypertension', 'Diabetes', 'Stroke', 'HeartDisease', 'Asthma', 'Cancer'] as const
export const habits = ['highSugar', 'highSalt', 'highFat', 'littleActivity', 'fewVegetables'] as const

/** Shares about as common as they are in the country, some rounded up so that each is met in a small demo. */
export function makeTraits(random: Random, member: Member, isCouple: boolean): Traits {
  const years = Math.floor(member.ageDays / 365.25)
  const old = years >= 60
  const chosen = <T extends string>(all: readonly T[], share: number) =>
    all.filter(() => random.chance(share))
  return {
    maritalStatus: maritalStatusOf(member, isCouple),
    cigarettesPerDay: random.chance(smokers(member.sex, years)) ? random.whole(4, 20) : 0,
    smokedFromYears: random.whole(13, Math.max(14, Math.min(years - 1, 20))),
    takesTablets: random.chance(0.7),
    diligence: random.chance(0.74) ? 'inTime' : random.chance(0.7) ? 'late' : 'refuses',
    developsSlowly: random.chance(0.06),
    sees: !random.chance(old ? 0.12 : 0.03),
    hears: !random.chance(old ? 0.1 : 0.01),
    isLowInMood: random.chance(0.04),
    needsHelp: old && random.chance(years >= 75 ? 0.3 : 0.06),
    forgets: old && random.chance(years >= 75 ? 0.3 : 0.08),
    isPale: random.chance(0.12),
    coughs: random.chance(0.03),
    livesWithTbc: random.chance(0.015),
    isInsured: random.chance(0.85),
    bornByCaesarean: random.chance(0.18),
    breastfedAtOnce: random.chance(0.8),
    breastfedAlone: random.chance(0.75),
    familyIllnesses: chosen(illnesses, 0.12),
    habits: chosen(habits, 0.07),
  }
}

function maritalStatusOf({ role }: Member, isCouple: boolean): Traits['maritalStatus'] {
  if (role === 'elder') return isCouple ? 'married' : 'widowed'
  return role === 'mother' || role === 'father' ? 'married' : 'single'
}

function smokers(sex: Sex, years: number): number {
  if (years < 14) return 0
  if (sex === 'female') return 0.02
  return years < 18 ? 0.15 : 0.5
}
