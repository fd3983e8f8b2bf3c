import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, FieldContext } from '#domain/instruments/instrument.ts'
import { textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { addMonths, type CalendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'
import { defineRule, settingsUsed } from './define-rule.ts'
import { maternalStateIn } from './maternal-state.ts'

const edition = 'kmk-33-2025'
const source = 'KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025'

const isWomanFrom =
  (years: number): Condition =>
  (context) =>
    context.person.sex === 'female' && (ageIn(context)?.years ?? -1) >= years

export const isWomanFrom15 = isWomanFrom(15)
export const isWomanFrom30 = isWomanFrom(30)
/** Breast examination by nakes (SADANIS) from 30 years, put off while pregnant. */
export const isOfBreastScreeningAge: Condition = (context) =>
  isWomanFrom30(context) && maternalStateIn(context) !== 'pregnant'

/** IVA and HPV-DNA from 30 years, of women who ever had intercourse and are not pregnant. */
export const isOfCervicalScreeningAge: Condition = (context) =>
  isWomanFrom30(context) &&
  (ageIn(context)?.years ?? 0) <= numberSetting(context.settings, 'cervicalScreeningToYears') &&
  maternalStateIn(context) !== 'pregnant' &&
  yesNoIn(context.answers, 'everHadSex') !== false

const dayIn = ({ answers }: FieldContext, id: string): CalendarDay | undefined => {
  const day = textIn(answers, id)
  return isCalendarDay(day) ? day : undefined
}

/** Until when an examination holds that was made on a day. */
const holdsUntil = (day: CalendarDay | undefined, years: number) => day && addMonths(day, years * 12)

const isPositive = (result: string | undefined) => result === 'positive' || result === 'suspectedCancer'

/** Negative HPV-DNA holds ten years, IVA alone three (or one where the risk is high). */
const hpvHoldsYears = 10

type LastScreening = { readonly on: CalendarDay; readonly years: number }

/** The last examination of the cervix and for how many years it holds: of two the one that holds longer. */
export function lastCervicalScreening(context: FieldContext): LastScreening | undefined {
  const negative = textIn(context.answers, 'hpvDnaResult') === 'negative'
  const hpv = negative ? dayIn(context, 'hpvDnaLastOn') : undefined
  const iva = dayIn(context, 'ivaLastOn')
  const ivaYears = numberSetting(context.settings, 'cervicalScreeningYears')
  const ofHpv = hpv === undefined ? undefined : { on: hpv, years: hpvHoldsYears }
  const ofIva = iva === undefined ? undefined : { on: iva, years: ivaYears }
  if (!ofHpv || !ofIva) return ofHpv ?? ofIva
  return addMonths(ofHpv.on, ofHpv.years * 12) >= addMonths(ofIva.on, ofIva.years * 12) ? ofHpv : ofIva
}

/** A positive result goes to the puskesmas; else the next examination is due when the last one no longer holds. */
export const cervicalScreening = defineRule(
  {
    id: 'cervicalScreening',
    card: 'R-CK1',
    edition,
    source,
    outcomes: ['cervicalScreenPositive', 'cervicalScreeningDue', 'cervicalScreeningCurrent'],
    concerns: isWomanFrom15,
  },
  (context, find) => {
    const { answers, day } = context
    // Whoever was examined, of whatever age and pregnant or not, goes on with a positive result.
    const positive = ['ivaResult', 'hpvDnaResult'].find((id) => isPositive(textIn(answers, id)))
    if (positive) return [find('cervicalScreenPositive', 'refer', { fields: [positive], deadline: 'week' })]
    if (!isOfCervicalScreeningAge(context)) return []
    const settings = settingsUsed(context.settings, 'cervicalScreeningYears')
    const last = lastCervicalScreening(context)
    const until = holdsUntil(last?.on, last?.years ?? 0)
    const detail = { fields: ['ivaLastOn'], settings, facts: until ? { until } : {} }
    if (until !== undefined)
      return until > day
        ? [find('cervicalScreeningCurrent', 'normal', detail)]
        : [find('cervicalScreeningDue', 'counsel', detail)]
    return yesNoIn(answers, 'ivaEver') === false
      ? [find('cervicalScreeningDue', 'counsel', { ...detail, fields: ['ivaEver'] })]
      : []
  },
)

/** SADANIS every three years. */
const sadanisHoldsYears = 3

export const breastScreening = defineRule(
  {
    id: 'breastScreening',
    card: 'R-CK1',
    edition,
    source,
    outcomes: ['breastScreenPositive', 'breastScreeningDue', 'breastScreeningCurrent'],
    concerns: isWomanFrom15,
  },
  (context, find) => {
    if (isPositive(textIn(context.answers, 'sadanisResult')))
      return [find('breastScreenPositive', 'refer', { fields: ['sadanisResult'], deadline: 'week' })]
    if (!isOfBreastScreeningAge(context)) return []
    const until = holdsUntil(dayIn(context, 'sadanisLastOn'), sadanisHoldsYears)
    if (until !== undefined) {
      const detail = { fields: ['sadanisLastOn'], facts: { until } }
      return until > context.day
        ? [find('breastScreeningCurrent', 'normal', detail)]
        : [find('breastScreeningDue', 'counsel', detail)]
    }
    return yesNoIn(context.answers, 'sadanisEver') === false
      ? [find('breastScreeningDue', 'counsel', { fields: ['sadanisEver'] })]
      : []
  },
)

/** Signs that are referred within a week: a lump in the breast, bleeding out of turn, blood in the stool. */
export const cancerSignIds = ['breastLump', 'abnormalBleeding', 'bloodInStool'] as const

export const cancerSigns = defineRule(
  {
    id: 'cancerSigns',
    card: 'R-CK1',
    edition: 'kmk-2015-2023',
    source,
    outcomes: [...cancerSignIds],
  },
  ({ answers }, find) =>
    cancerSignIds
      .filter((id) => yesNoIn(answers, id) === true)
      .map((id) => find(id, 'refer', { fields: [id], deadline: 'week' })),
)

/** SADARI every month, on day 7–10 of the menstruation. */
export const breastSelfExam = defineRule(
  {
    id: 'breastSelfExam',
    card: 'R-CK1',
    edition: 'kmk-2015-2023',
    source,
    outcomes: ['breastSelfExamNotDone', 'breastSelfExamDone'],
    concerns: isWomanFrom15,
  },
  ({ answers }, find) => {
    const does = yesNoIn(answers, 'breastSelfExamMonthly')
    const fields = ['breastSelfExamMonthly']
    if (does === undefined) return []
    return does
      ? [find('breastSelfExamDone', 'normal', { fields })]
      : [find('breastSelfExamNotDone', 'counsel', { fields })]
  },
)
