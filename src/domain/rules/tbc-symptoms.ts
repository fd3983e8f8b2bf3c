import { consecutiveT, type GrowingChild } from '#domain/growth/weight-gain.ts'
import { chosenByMonth, type Weighing, weighingsOf } from '#domain/growth/weighing.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import type { CardId, FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { type CalendarDay, monthOf, monthsBefore } from '#domain/time/calendar-day.ts'
import { oedemaIn } from './acute-malnutrition.ts'

/** On which card the TBC questions are asked; `tbc` is the screening by itself, at any age. */
export type TbcCard = CardId | 'tbc'

/** Whose columns are counted: the child card's, those of 6–18 years, or those of mothers and adults. */
export type TbcColumns = 'child' | 'youth' | 'adult'

/** The signs of the four official symptom sets. `undefined`: nobody knows. */
export type TbcSigns = {
  /** A cough of whatever length. */
  readonly cough: boolean | undefined
  /** A cough of two weeks and more; 14 days are two weeks. */
  readonly longCough: boolean | undefined
  readonly fever: boolean | undefined
  readonly weightLoss: boolean | undefined
  readonly lethargy: boolean | undefined
  readonly nightSweats: boolean | undefined
  readonly lossOfAppetite: boolean | undefined
  readonly breathlessness: boolean | undefined
  readonly bloodInSputum: boolean | undefined
  readonly lymphNodes: boolean | undefined
  readonly contact: boolean | undefined
}

const childUntilYears = 18

/** Whose columns hold. Where a card of its own says nothing, the age does. */
export function columnsOf(card: TbcCard, context: FieldContext): TbcColumns {
  if (card === 'balita') return 'child'
  if (card === 'remaja') return 'youth'
  if (card !== 'tbc') return 'adult'
  const age = ageIn(context)
  if (age === undefined || age.years >= childUntilYears) return 'adult'
  return age.months < 72 ? 'child' : 'youth'
}

/** Below 18 years one symptom is enough; where the age is unknown, the card tells. */
export function isChildForTbc(card: TbcCard, context: FieldContext): boolean {
  const years = ageIn(context)?.years
  return years === undefined ? columnsOf(card, context) !== 'adult' : years < childUntilYears
}

/** What the answers say of every sign; a weight that did not rise twice in a row is known from the weighings. */
export function tbcSignsIn(card: TbcCard, context: FieldContext): TbcSigns {
  const { answers } = context
  const blood = bloodIn(context)
  const cough = coughIn(card, context)
  return {
    ...cough,
    // Who coughs blood has a cough.
    cough: blood === true ? true : cough.cough,
    fever: yesNoIn(answers, 'tbcFever'),
    weightLoss: weighsLess(context) ? true : yesNoIn(answers, 'tbcWeightLoss'),
    lethargy: yesNoIn(answers, 'tbcLethargy'),
    nightSweats: yesNoIn(answers, 'tbcNightSweats'),
    lossOfAppetite: yesNoIn(answers, 'tbcLossOfAppetite'),
    breathlessness: yesNoIn(answers, 'tbcBreathlessness'),
    bloodInSputum: blood,
    lymphNodes: yesNoIn(answers, 'tbcLymphNodes'),
    contact: contactIn(context),
  }
}

/** Whether there is a cough of any length, or blood. */
export const hasTbcCough = (context: FieldContext): boolean =>
  bloodIn(context) === true || (textIn(context.answers, 'tbcCough') ?? 'none') !== 'none'

function coughIn(card: TbcCard, context: FieldContext): Pick<TbcSigns, 'cough' | 'longCough'> {
  switch (textIn(context.answers, 'tbcCough')) {
    case 'none':
      return { cough: false, longCough: false }
    case 'under2Weeks':
      return { cough: true, longCough: false }
    case 'from2Weeks':
      return { cough: true, longCough: true }
    case 'unspecified':
      // "Yes" in the column of a child is a cough of two weeks; mothers and adults have a column for any cough.
      return { cough: true, longCough: isChildForTbc(card, context) ? true : undefined }
    default:
      return { cough: undefined, longCough: undefined }
  }
}

function bloodIn({ answers }: FieldContext): boolean | undefined {
  const said = textIn(answers, 'tbcBloodInSputum')
  return said === undefined ? undefined : said !== 'none'
}

function contactIn({ answers }: FieldContext): boolean | undefined {
  const said = textIn(answers, 'tbcContact')
  if (said === 'household' || said === 'close') return true
  return said === 'none' ? false : undefined
}

/**
 * What the scale knows of the card's item on weight, whatever was answered: two months in a row without the gain of
 * the KMS (2T, Buku KIA 2023), and in pregnancy two months in a row without any gain.
 */
export function weighsLess(context: FieldContext): boolean {
  const { answers, day, onPosyanduDay } = context
  const weightKg = numberIn(answers, 'weightKg')
  const oedema = oedemaIn(answers) !== undefined
  const today = weightKg === undefined ? [] : [{ day, weightKg, onPosyanduDay, oedema }]
  const weighings = [...weighingsOf(context.history), ...today]
  if (context.instrument === 'ibu-hamil') return hasNotRisenTwice(weighings, day)
  return isWeighedByKms(context) && consecutiveT(childIn(context), weighings, day) >= 2
}

const isWeighedByKms = (context: FieldContext): boolean => (ageIn(context)?.months ?? 61) <= 60

const childIn = ({ person, birthDateExact, answers }: FieldContext): GrowingChild => ({
  ...person,
  birthDateExact,
  birthWeightKg: numberIn(answers, 'birthWeightKg'),
})

/** This month's weight is not above last month's, nor that one above the month's before it. */
function hasNotRisenTwice(weighings: readonly Weighing[], day: CalendarDay): boolean {
  const chosen = chosenByMonth(weighings)
  const month = monthOf(day)
  const [now, last, before] = [0, 1, 2].map((back) => chosen.get(monthsBefore(month, back))?.weightKg)
  if (now === undefined || last === undefined || before === undefined) return false
  return now <= last && last <= before
}
