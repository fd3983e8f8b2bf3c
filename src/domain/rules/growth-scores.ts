import { cardZScores, type ZIndex, type ZScores, zScores } from '#domain/growth/index.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext } from '#domain/instruments/instrument.ts'
import { heightIn, numberIn, wordIn } from '#domain/instruments/read-answer.ts'
import { oedemaIn } from './acute-malnutrition.ts'

export type GrowthIndex = 'weightForAge' | 'lengthForAge' | 'weightForLength' | 'bmiForAge' | 'headForAge'

/** A z-score to put into a category, or why there is none. An implausible one carries its value too. */
export type Score =
  | { readonly z: number; readonly because?: undefined }
  | { readonly z?: number; readonly because: string }

/** Absent: its measurements were not taken. */
export type GrowthScores = { readonly [index in GrowthIndex]?: Score } & {
  /** BMI-for-age of a child to 60 months, shown beside the category and judged by none. */
  readonly bmiForAgeShown?: number
  readonly adjustedLengthHeightCm?: number
}

const columnOf: Readonly<Record<GrowthIndex, ZIndex>> = {
  weightForAge: 'waz',
  lengthForAge: 'haz',
  weightForLength: 'whz',
  bmiForAge: 'baz',
  headForAge: 'hcaz',
}

const known = new WeakMap<FieldContext, GrowthScores>()

/** The z-scores of the day as the card judges them. One context is reckoned once: fields and rules ask often. */
export function growthScoresIn(context: FieldContext): GrowthScores {
  const before = known.get(context)
  if (before) return before
  const scores = reckon(context)
  known.set(context, scores)
  return scores
}

/** Categories of 0–60 months hold through completed month 60 (Permenkes 2/2020). */
const lastBalitaMonth = 60
/** The schoolchildren's card begins here; from here height is judged by age again. */
const schoolFromMonths = 72

function reckon(context: FieldContext): GrowthScores {
  const found = rawScores(context)
  const score = (index: GrowthIndex): { [index in GrowthIndex]?: Score } => {
    if (!isMeasured(index, context)) return {}
    return { [index]: scoreOf(index, found, context) }
  }
  return {
    ...score('weightForAge'),
    ...score('lengthForAge'),
    ...score('weightForLength'),
    ...score('bmiForAge'),
    ...score('headForAge'),
    ...(found.baz !== undefined && { bmiForAgeShown: found.baz }),
    ...(found.adjustedLengthHeightCm !== undefined && {
      adjustedLengthHeightCm: found.adjustedLengthHeightCm,
    }),
  }
}

function rawScores(context: FieldContext): ZScores {
  const { answers, person } = context
  const age = ageIn(context)
  if (!age) return { flags: [] }
  const position = wordIn(answers, 'lengthHeight', 'position')
  const measurement = {
    sex: person.sex,
    weightKg: numberIn(answers, 'weightKg'),
    lengthHeightCm: heightIn(answers),
    position: position === 'lying' || position === 'standing' ? position : undefined,
    headCircumferenceCm: numberIn(answers, 'headCircumferenceCm'),
    oedema: oedemaIn(answers) !== undefined,
  } as const
  // Weight for length asks for no age: it alone is left where only month or year of birth is known.
  if (context.birthDateExact === false) return zScores(measurement)
  return isSchoolCard(context)
    ? zScores({ ...measurement, ageDays: age.days })
    : cardZScores({ ...measurement, ageDays: age.days, completedMonths: age.months })
}

function isSchoolCard(context: FieldContext): boolean {
  return context.instrument === 'remaja' || (ageIn(context)?.months ?? 0) >= schoolFromMonths
}

function isMeasured(index: GrowthIndex, { answers }: FieldContext): boolean {
  const weighed = numberIn(answers, 'weightKg') !== undefined
  const measured = heightIn(answers) !== undefined
  if (index === 'weightForAge') return weighed
  if (index === 'lengthForAge') return measured
  if (index === 'headForAge') return numberIn(answers, 'headCircumferenceCm') !== undefined
  return weighed && measured
}

function scoreOf(index: GrowthIndex, found: ZScores, context: FieldContext): Score {
  const months = ageIn(context)?.months
  if (months === undefined) return { because: 'ageUnknown' }
  if (!isInRange(index, months, isSchoolCard(context))) return { because: 'outOfAgeRange' }
  if (context.person.sex === undefined) return { because: 'sexUnknown' }
  if (context.birthDateExact === false && index !== 'weightForLength') return { because: 'birthDateNotExact' }
  if (oedemaIn(context.answers) !== undefined && index !== 'lengthForAge' && index !== 'headForAge')
    return { because: 'oedema' }
  const column = columnOf[index]
  const z = found[column]
  if (z === undefined) return { because: 'outOfTableRange' }
  return found.flags.includes(column) ? { z, because: 'implausible' } : { z }
}

function isInRange(index: GrowthIndex, months: number, school: boolean): boolean {
  if (school) return index === 'bmiForAge' || index === 'lengthForAge'
  return index === 'bmiForAge' ? months > lastBalitaMonth : months <= lastBalitaMonth
}

/** The z-score, where it may be put into a category. */
export function assessedZ(context: FieldContext, index: GrowthIndex): number | undefined {
  const score = growthScoresIn(context)[index]
  return score && score.because === undefined ? score.z : undefined
}

/** Weight-for-age as it comes out, plausible or not. */
export const weightForAgeIn = (context: FieldContext): number | undefined =>
  growthScoresIn(context).weightForAge?.z

const indexes = Object.keys(columnOf) as readonly GrowthIndex[]

/** Whether anything measured today is beyond what WHO holds for possible. */
export const hasImplausibleScore = (context: FieldContext): boolean =>
  indexes.some((index) => growthScoresIn(context)[index]?.because === 'implausible')

/** Below −3 in weight for length, or BMI for age from 61 months; an implausibly low one counts too. */
export const isSeverelyWasted = (context: FieldContext): boolean => {
  const { weightForLength, bmiForAge } = growthScoresIn(context)
  return [weightForLength, bmiForAge].some((score) => score?.z !== undefined && score.z < -3)
}

/** Above +1 in BMI for age. */
export const isOverweightForAge = (context: FieldContext): boolean =>
  (assessedZ(context, 'bmiForAge') ?? 0) > 1

/** Above +2 in BMI for age. */
export const isObeseForAge = (context: FieldContext): boolean => (assessedZ(context, 'bmiForAge') ?? 0) > 2
