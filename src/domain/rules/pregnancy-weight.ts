import type { Condition, Facts, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { gestationOn } from '#domain/pregnancy/gestation.ts'
import { settingOf, wordSetting } from '#domain/settings.ts'
import { bmiTenths } from './body-mass.ts'
import { defineRule, type Find, notAssessed, plainDeadline, settingsUsed } from './define-rule.ts'
import { episodeIn, gestationIn, maternalStateIn } from './maternal-state.ts'

/** BMI band before pregnancy with the gain of a single pregnancy at 13 (a–b) and 40 weeks (c–d), in tenths of kg. */
const bands = [
  { code: 'underweight', belowTenths: 185, a: 5, b: 20, c: 125, d: 180 },
  { code: 'normal', belowTenths: 250, a: 5, b: 20, c: 115, d: 160 },
  { code: 'overweight', belowTenths: 300, a: 2, b: 10, c: 70, d: 115 },
  { code: 'obese', belowTenths: Number.POSITIVE_INFINITY, a: 0, b: 5, c: 50, d: 90 },
] as const
type Band = (typeof bands)[number]

const edition = 'buku-kia-2023'
const source = 'Buku KIA 2023; IOM 2009'
const isPregnant: Condition = (context) => maternalStateIn(context) === 'pregnant'

const bandOf = (tenths: number): Band | undefined => bands.find(({ belowTenths }) => tenths < belowTenths)

/** In the first 12 completed weeks a weight may stand for the one before pregnancy. */
const proxyToWeeks = 12

/** The weight before pregnancy, or the first one measured in the first 12 weeks. */
function weightBefore(context: FieldContext): { readonly kg: number; readonly proxy: boolean } | undefined {
  const said = numberIn(context.answers, 'prePregnancyWeightKg')
  if (said !== undefined) return { kg: said, proxy: false }
  const episode = episodeIn(context)
  const today = { day: context.day, answers: context.answers }
  for (const { day, answers } of [...context.history, today]) {
    const weeks = gestationOn(episode, day)?.weeks
    // The weight of the first visit was taken on this day or before it.
    const kg = numberIn(answers, 'firstVisitWeightKg') ?? numberIn(answers, 'weightKg')
    if (kg !== undefined && weeks !== undefined && weeks <= proxyToWeeks) return { kg, proxy: true }
  }
  return undefined
}

/** Body mass index before pregnancy in tenths; nothing where weight or height is not known. */
export function bmiBeforePregnancyTenths(context: FieldContext): number | undefined {
  const before = weightBefore(context)
  const heightCm = numberIn(context.answers, 'heightCm')
  if (before === undefined || heightCm === undefined) return undefined
  return bmiTenths(before.kg, heightCm, context.settings)
}

/** BMI before pregnancy in the bands of Buku KIA; it decides which gain is expected. */
export const prePregnancyBmi = defineRule(
  {
    id: 'prePregnancyBmi',
    card: 'R-BH-IMT',
    edition,
    source,
    outcomes: [
      'prePregnancyUnderweight',
      'prePregnancyNormal',
      'prePregnancyOverweight',
      'prePregnancyObese',
      'notAssessed',
    ],
    concerns: isPregnant,
  },
  (context, find) => {
    const heightCm = numberIn(context.answers, 'heightCm')
    const before = weightBefore(context)
    if (before === undefined) return [notAssessed(find, 'prePregnancyWeightKg', 'prePregnancyWeightUnknown')]
    if (heightCm === undefined) return [notAssessed(find, 'heightCm', 'heightUnknown')]
    const tenths = bmiTenths(before.kg, heightCm, context.settings)
    const facts = { bmi: tenths / 10, weightKg: before.kg, proxy: before.proxy ? 1 : 0 }
    const settings = settingsUsed(context.settings, 'adultBmiRounding')
    const detail = { fields: ['prePregnancyWeightKg', 'heightCm'], facts, settings }
    switch (bandOf(tenths)?.code) {
      case 'underweight':
        return [find('prePregnancyUnderweight', 'confirm', detail)]
      case 'normal':
        return [find('prePregnancyNormal', 'normal', detail)]
      case 'overweight':
        return [find('prePregnancyOverweight', 'counsel', detail)]
      default:
        return [find('prePregnancyObese', 'counsel', detail)]
    }
  },
)

/** Whether the gain can only be read from the printed curve: weight before pregnancy or height is not known. */
export const needsManualCurve: Condition = (context) => {
  if (numberIn(context.answers, 'weightKg') === undefined) return false
  return wordSetting(context.settings, 'pregnancyWeightCurve') === 'manual' || bandIn(context) === undefined
}

function bandIn(context: FieldContext): Band | undefined {
  const before = numberIn(context.answers, 'prePregnancyWeightKg')
  const heightCm = numberIn(context.answers, 'heightCm')
  if (before === undefined || heightCm === undefined) return undefined
  return bandOf(bmiTenths(before, heightCm, context.settings))
}

/** Half up, in whole numbers. */
const divided = (numerator: number, denominator: number) =>
  Math.floor((2 * numerator + denominator) / (2 * denominator))

/** Limits of the gain in tenths of a kilogram at a completed week; beyond 40 weeks those of week 40. */
export function gainLimits(
  band: Band,
  completedWeeks: number,
): { readonly low: number; readonly high: number } {
  const { a, b, c, d } = band
  const week = Math.min(completedWeeks, 40)
  if (week <= 13) return { low: divided(a * week, 13), high: divided(b * week, 13) }
  const past = week - 13
  return { low: a + divided((c - a) * past, 27), high: b + divided((d - b) * past, 27) }
}

/** The gain since before pregnancy against the band of Buku KIA. */
export const pregnancyWeightGain = defineRule(
  {
    id: 'pregnancyWeightGain',
    card: 'R-BH-KURVA',
    edition,
    source,
    outcomes: [
      'gainOnCurve',
      'gainBelowCurve',
      'gainAboveCurve',
      'earlyGainBelowCurve',
      'earlyGainAboveCurve',
      'earlyLossLarge',
      'gainOnCurveManual',
      'gainOffCurveManual',
      'notAssessed',
    ],
    judges: ['weightKg'],
    concerns: isPregnant,
  },
  (context, find) => {
    const weightKg = numberIn(context.answers, 'weightKg')
    if (weightKg === undefined) return []
    if (needsManualCurve(context)) return [byHand(context, find)]
    const found = byBand(weightKg, context, find)
    // The band only stands in for the printed curve: who saw the weight leave that one is heard.
    const better = found.level === 'normal' || found.level === 'notAssessed'
    return [
      better && yesNoIn(context.answers, 'weightFollowsCurve') === false ? byHand(context, find) : found,
    ]
  },
)

/** Gain of a twin pregnancy as a whole, in kg (IOM 2009); it has no band by week, and none for the thin. */
const twinGain: Readonly<Record<string, Facts>> = {
  normal: { lowKg: 17, highKg: 25 },
  overweight: { lowKg: 14, highKg: 23 },
  obese: { lowKg: 11, highKg: 19 },
}

function byBand(weightKg: number, context: FieldContext, find: Find): Finding {
  if (yesNoIn(context.answers, 'multiplePregnancy') === true)
    return notAssessed(find, 'weightKg', 'multiplePregnancy', twinGain[bandIn(context)?.code ?? ''])
  const weeks = gestationIn(context)?.weeks
  if (weeks === undefined) return notAssessed(find, 'weightKg', 'gestationUnknown')
  return judge(weightKg, weeks, context, find)
}

function byHand(context: FieldContext, find: Find): Finding {
  const onCurve = yesNoIn(context.answers, 'weightFollowsCurve')
  const settings = settingsUsed(context.settings, 'pregnancyWeightCurve')
  const detail = { fields: ['weightKg', 'weightFollowsCurve'], settings }
  if (onCurve === undefined) return notAssessed(find, 'weightKg', 'prePregnancyWeightUnknown')
  return onCurve
    ? find('gainOnCurveManual', 'normal', detail)
    : find('gainOffCurveManual', 'refer', { ...detail, deadline: plainDeadline(context.settings) })
}

/** A loss of more than this before 13 weeks is more than nausea does. */
const earlyLossTenths = -20
const earlyBeforeWeek = 13

function judge(weightKg: number, weeks: number, context: FieldContext, find: Find): Finding {
  const before = numberIn(context.answers, 'prePregnancyWeightKg') ?? 0
  const band = bandIn(context) ?? bands[1]
  const gain = Math.round(weightKg * 10) - Math.round(before * 10)
  const { low, high } = gainLimits(band, weeks)
  const facts: Facts = { gainKg: gain / 10, lowKg: low / 10, highKg: high / 10, weeks, band: band.code }
  const settings = settingsUsed(context.settings, 'pregnancyWeightCurve', 'earlyWeightGainLevel')
  const detail = { fields: ['weightKg', 'prePregnancyWeightKg'], facts, settings }
  if (gain >= low && gain <= high) return find('gainOnCurve', 'normal', detail)
  const referred = { ...detail, deadline: plainDeadline(context.settings) }
  if (weeks >= earlyBeforeWeek)
    return find(gain < low ? 'gainBelowCurve' : 'gainAboveCurve', 'refer', referred)
  if (gain < earlyLossTenths) return find('earlyLossLarge', 'refer', referred)
  const code = gain < low ? 'earlyGainBelowCurve' : 'earlyGainAboveCurve'
  return settingOf(context.settings, 'earlyWeightGainLevel') === 'refer'
    ? find(code, 'refer', referred)
    : find(code, 'confirm', detail)
}
