import type { Condition } from '#domain/instruments/instrument.ts'
import { fromYears } from '#domain/instruments/due-again.ts'
import { hasValue, latestBefore, yesNoIn } from '#domain/instruments/read-answer.ts'
import { isOfLungColonAge } from '#domain/rules/cancer-colon-lung.ts'
import { isOfBreastScreeningAge, isOfCervicalScreeningAge } from '#domain/rules/cancer-women.ts'
import { haemoglobinWasLow } from '#domain/rules/anaemia.ts'
import { isChronic } from '#domain/rules/chronic-state.ts'
import { isBride, isEngaged } from '#domain/rules/ckg-couples.ts'

/** One examination of the yearly free check of adults: of whom, and by which answers one sees that it was made. */
export type CkgItem = {
  readonly product: string
  readonly owes: Condition
  /** Any of these fields answered counts as done. */
  readonly fields: readonly string[]
}

const between =
  (from: number, to: number): Condition =>
  (context) =>
    fromYears(from)(context) && !fromYears(to + 1)(context)

/** Red cells are examined once in life. */
const wasExamined: Condition = (context) =>
  latestBefore(context, (answers) => (hasValue(answers['mcvFl']) ? true : undefined)) !== undefined

/** A low Hb, or thalassaemia in the family, of somebody from 40 years (the package lists it there). */
const hasThalassaemiaSigns: Condition = (context) =>
  between(40, 59)(context) &&
  !wasExamined(context) &&
  (yesNoIn(context.answers, 'familyThalassaemia') === true || haemoglobinWasLow(context))

const all = fromYears(18)
const from40 = fromYears(40)
const from60 = fromYears(60)
const and =
  (...conditions: readonly Condition[]): Condition =>
  (context) =>
    conditions.every((one) => one(context))

/** What the free check-up owes an adult by age and sex, yearly (KMK HK.01.07/MENKES/33/2025). */
export const ckgPackage: readonly CkgItem[] = [
  { product: 'ckgSmoking', owes: all, fields: ['smokedLastYear', 'smokes', 'smokingStatus'] },
  { product: 'ckgActivity', owes: all, fields: ['activityModerateHome'] },
  { product: 'ckgNutrition', owes: all, fields: ['weightKg'] },
  { product: 'ckgWaist', owes: all, fields: ['waistCm'] },
  { product: 'ckgTeeth', owes: fromYears(25), fields: ['periodontalState'] },
  { product: 'ckgBloodPressure', owes: all, fields: ['bloodPressure'] },
  // Random glucose to 39 years, fasting from 40.
  { product: 'ckgRandomGlucose', owes: between(18, 39), fields: ['bloodGlucose'] },
  { product: 'ckgFastingGlucose', owes: from40, fields: ['bloodGlucose'] },
  { product: 'ckgTbc', owes: all, fields: ['tbcCough'] },
  { product: 'ckgSight', owes: all, fields: ['fingerCountRight', 'visusRight'] },
  { product: 'ckgHearing', owes: all, fields: ['whisperRight'] },
  { product: 'ckgMentalHealth', owes: all, fields: ['phq4_1', 'srq01'] },
  { product: 'ckgLiver', owes: all, fields: ['hepatitisBTestPositive'] },
  { product: 'ckgEngaged', owes: and(between(18, 59), isEngaged), fields: ['hivTest', 'syphilisTest'] },
  { product: 'ckgBride', owes: and(between(18, 59), isBride), fields: ['haemoglobinGPerDl'] },
  { product: 'ckgBreast', owes: isOfBreastScreeningAge, fields: ['sadanisLastOn'] },
  { product: 'ckgCervix', owes: isOfCervicalScreeningAge, fields: ['ivaLastOn', 'hpvDnaLastOn'] },
  { product: 'ckgPuma', owes: from40, fields: ['pumaBreathless'] },
  { product: 'ckgLung', owes: isOfLungColonAge, fields: ['familyLungCancer'] },
  { product: 'ckgColon', owes: isOfLungColonAge, fields: ['familyColonCancer'] },
  { product: 'ckgComplications', owes: and(from40, isChronic), fields: ['complicationsCheckedOn'] },
  // Once in life, where Hb or a family history asks for it.
  { product: 'ckgThalassaemia', owes: hasThalassaemiaSigns, fields: ['mcvFl', 'mchPg'] },
  { product: 'ckgAks', owes: from60, fields: ['aksBowel'] },
  { product: 'ckgSkilas', owes: from60, fields: ['skilasRecall'] },
]
