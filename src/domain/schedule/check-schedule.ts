import { fromYears } from '#domain/instruments/due-again.ts'
import type { Answers, Condition, FieldContext } from '#domain/instruments/instrument.ts'
import {
  isOfBreastScreeningAge,
  isOfCervicalScreeningAge,
  lastCervicalScreening,
} from '#domain/rules/cancer-women.ts'
import { isDiabetic, isHypertensive, owesComplicationScreening } from '#domain/rules/chronic-state.ts'
import { glucoseIsOwedInTeens, glucoseIsOwedYearly, hadPrediabetes } from '#domain/rules/glucose-due.ts'
import { isMaternal } from '#domain/rules/maternal-state.ts'
import { numberSetting } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { glucoseEveryMonths, pressureEveryMonths, weightEveryMonths } from './check-intervals.ts'
import { dayTold, type DueContext, lastAnsweredOn, lastSaidOn } from './due-context.ts'
import type { DueItem } from './due-item.ts'
import { itemRepeated } from './windows.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'

/** A check that is repeated: of whom, how often, and by which answers one sees that it was made. */
type Check = {
  readonly product: string
  readonly card: string
  readonly owes: Condition
  readonly everyMonths: number | ((context: FieldContext) => number)
  readonly fields: readonly string[]
  /** Fields in which a day of an examination elsewhere is told. */
  readonly told?: readonly string[]
  /** The day of an examination that is told otherwise than by one field. */
  readonly toldOn?: (context: FieldContext) => CalendarDay | undefined
  /** What else a visit may say that settles it. */
  readonly says?: (answers: Answers) => boolean
}

const and =
  (...all: readonly Condition[]): Condition =>
  (context) =>
    all.every((one) => one(context))
const not =
  (one: Condition): Condition =>
  (context) =>
    !one(context)
const from6 = fromYears(6)
const from15 = fromYears(15)
const from18 = fromYears(18)
const from40 = fromYears(40)
const from60 = fromYears(60)

/** Minimum frequencies by age (table 0.5 of the cards: KMK HK.01.07/MENKES/2015/2023 and the printed cards). */
const checks: readonly Check[] = [
  { product: 'weight', card: 'R-1', owes: from6, everyMonths: weightEveryMonths, fields: ['weightKg'] },
  { product: 'height', card: 'R-1', owes: from6, everyMonths: 12, fields: ['heightCm'] },
  { product: 'waist', card: 'D-2', owes: and(from15, not(isMaternal)), everyMonths: 12, fields: ['waistCm'] },
  {
    product: 'bloodPressure',
    card: 'D-3',
    owes: and(from6, not(isHypertensive)),
    everyMonths: pressureEveryMonths,
    fields: ['bloodPressure'],
    told: ['pressureCheckInYear'],
  },
  {
    product: 'bloodPressureMonthly',
    card: 'R-TD2',
    owes: isHypertensive,
    everyMonths: 1,
    fields: ['bloodPressure'],
    told: ['pressureCheckInMonth'],
  },
  {
    product: 'bloodGlucose',
    card: 'D-4',
    owes: (context) =>
      !isDiabetic(context) &&
      (hadPrediabetes(context) ||
        (from18(context) ? glucoseIsOwedYearly(context) : from6(context) && glucoseIsOwedInTeens(context))),
    everyMonths: glucoseEveryMonths,
    fields: ['bloodGlucose'],
    told: ['glucoseCheckInYear'],
  },
  {
    product: 'bloodGlucoseMonthly',
    card: 'R-GD1',
    owes: isDiabetic,
    everyMonths: 1,
    fields: ['bloodGlucose'],
    told: ['glucoseCheckInMonth'],
  },
  { product: 'cholesterol', card: 'D-5', owes: from60, everyMonths: 12, fields: ['totalCholesterolMgPerDl'] },
  {
    product: 'sight',
    card: 'D-11',
    owes: from6,
    everyMonths: ({ settings }) => numberSetting(settings, 'sightHearingEveryMonths'),
    fields: ['fingerCountRight', 'fingerCountLeft', 'visusRight', 'visusLeft'],
  },
  {
    product: 'hearing',
    card: 'D-11',
    owes: from6,
    everyMonths: ({ settings }) => numberSetting(settings, 'sightHearingEveryMonths'),
    fields: ['whisperRight', 'whisperLeft'],
  },
  { product: 'tbc', card: 'R-TBC', owes: () => true, everyMonths: 1, fields: ['tbcCough', 'tbcOnTreatment'] },
  {
    product: 'mentalHealth',
    card: 'D-10',
    owes: from18,
    everyMonths: 12,
    fields: ['srq01', 'phq4_1'],
    told: ['mentalCheckInYear'],
  },
  {
    product: 'mentalHealthYouth',
    card: 'R-10',
    owes: and(from6, not(from18)),
    everyMonths: 12,
    fields: ['mentalResult', 'sdqTotal'],
    told: ['mentalCheckInYear'],
    says: ({ mentalScreeningStatus }) => mentalScreeningStatus === 'done',
  },
  { product: 'puma', card: 'D-8', owes: from40, everyMonths: 12, fields: ['pumaBreathless'] },
  {
    product: 'aks',
    card: 'L-AKS',
    owes: from60,
    everyMonths: ({ settings }) => numberSetting(settings, 'geriatricScreeningMonths'),
    fields: ['aksBowel'],
    told: ['aksInYear'],
  },
  {
    product: 'skilas',
    card: 'L-SKILAS',
    owes: from60,
    everyMonths: ({ settings }) => numberSetting(settings, 'geriatricScreeningMonths'),
    fields: ['skilasRecall'],
    told: ['skilasInYear'],
  },
  {
    product: 'sadanis',
    card: 'R-CK1',
    owes: isOfBreastScreeningAge,
    everyMonths: 36,
    fields: [],
    told: ['sadanisLastOn'],
  },
  {
    product: 'iva',
    card: 'R-CK1',
    owes: isOfCervicalScreeningAge,
    everyMonths: (context) =>
      12 *
      (lastCervicalScreening(context)?.years ?? numberSetting(context.settings, 'cervicalScreeningYears')),
    fields: [],
    toldOn: (context) => lastCervicalScreening(context)?.on,
  },
  {
    product: 'complications',
    card: 'R-TD2',
    owes: owesComplicationScreening,
    everyMonths: 12,
    fields: [],
    told: ['complicationsCheckedOn'],
  },
  {
    product: 'behaviour',
    card: 'R-11',
    owes: fromYears(10),
    everyMonths: 12,
    fields: ['historyReviewed', 'smokes'],
  },
]

/** Checks are offered again from the last month before they run out. */
const openMonths = 1

/** What is repeated over the years, by age, sex and known illnesses. */
export const checksDue = (context: DueContext): readonly DueItem[] =>
  checks.filter(({ owes }) => owes(context)).map((check) => itemOf(check, context))

function itemOf(check: Check, context: DueContext): DueItem {
  const { product, card, everyMonths, fields, told = [], toldOn, says = () => false } = check
  const months = typeof everyMonths === 'number' ? everyMonths : everyMonths(context)
  const days = [
    lastAnsweredOn(context, ...fields),
    lastSaidOn(context, says),
    ...told.map((id) => dayTold(context, id)),
    toldOn?.(context),
  ]
  const lastOn = days
    .flatMap((day) => (day !== undefined && day <= context.day ? [day] : []))
    .sort()
    .at(-1)
  return itemRepeated(
    { card, source: juknis },
    {
      product,
      day: context.day,
      lastOn,
      everyMonths: months,
      openMonths: months > openMonths ? openMonths : 0,
    },
  )
}
