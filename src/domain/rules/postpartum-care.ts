import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { heightIn, latestBefore, numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { wordSetting } from '#domain/settings.ts'
import { bmiTenths } from './body-mass.ts'
import { defineRule, type Find, notAssessed, plainDeadline, settingsUsed } from './define-rule.ts'
import { daysSinceDelivery } from './maternal-state.ts'
import { signIn } from './mother-signs.ts'
import { isVisitKnown, recordedVisits } from './pregnancy-visits.ts'

/** Breastfeeding goes on for two years; a mother who does not is helped, not blamed. */
export const breastfeedingGoesOn = defineRule(
  {
    id: 'breastfeedingGoesOn',
    card: 'R-NF-KB',
    edition: 'buku-kia-2023',
    source: 'Kartu Bantu Pemeriksaan Ibu Nifas dan Menyusui; Buku KIA 2023',
    outcomes: ['notBreastfeeding', 'notBreastfeedingWithBreastProblem', 'breastfeeds'],
    judges: ['breastfeeding'],
  },
  (context, find) => {
    const fields = ['breastfeeding']
    const breastfeeding = yesNoIn(context.answers, 'breastfeeding')
    if (breastfeeding === undefined) return []
    if (breastfeeding) return [find('breastfeeds', 'normal', { fields })]
    return signIn(context, 'breastProblem') === true
      ? [find('notBreastfeedingWithBreastProblem', 'refer', { fields, deadline: 'today' })]
      : [find('notBreastfeeding', 'counsel', { fields })]
  },
)

/** Lower limits in tenths of normal, overweight and obese; the national bands count 25.0 and 27.0 with the lower one. */
const schemes = {
  card: { overAbove: 250, obeseAbove: 270 },
  bukuKia: { overAbove: 249, obeseAbove: 299 },
} as const
const severelyThinBelow = 170
const thinBelow = 185

/** Body mass after birth, and what was read from the printed column. */
export const postpartumBmi = defineRule(
  {
    id: 'postpartumBmi',
    card: 'R-BH-IMT',
    edition: 'pmk-41-2014',
    source: 'Permenkes 41/2014; Kartu Bantu Pemeriksaan Ibu Nifas dan Menyusui',
    outcomes: [
      'postpartumSeverelyThin',
      'postpartumThin',
      'postpartumBmiNormal',
      'postpartumOverweight',
      'postpartumObese',
      'postpartumOffCurve',
      'notAssessed',
    ],
    judges: ['weightKg'],
  },
  (context, find) => {
    const column = textIn(context.answers, 'postpartumWeightColumn')
    const off = column === 'no' ? [offCurve(context, find)] : []
    const weightKg = numberIn(context.answers, 'weightKg')
    const heightCm = heightIn(context.answers) ?? latestBefore(context, heightIn)?.value
    if (weightKg !== undefined && heightCm !== undefined)
      return [...off, byMass(bmiTenths(weightKg, heightCm, context.settings), context, find)]
    if (weightKg === undefined) return off
    return [...off, byColumn(column, find) ?? notAssessed(find, 'weightKg', 'heightUnknown')]
  },
)

const offCurve = (context: FieldContext, find: Find): Finding =>
  find('postpartumOffCurve', 'refer', {
    fields: ['postpartumWeightColumn'],
    deadline: plainDeadline(context.settings),
    settings: settingsUsed(context.settings, 'plainReferralDeadline'),
  })

function byMass(tenths: number, context: FieldContext, find: Find): Finding {
  const name = wordSetting(context.settings, 'postpartumBmiScheme')
  const { overAbove, obeseAbove } = name === 'bukuKia' ? schemes.bukuKia : schemes.card
  const settings = settingsUsed(context.settings, 'postpartumBmiScheme', 'adultBmiRounding')
  const detail = { fields: ['weightKg', 'heightCm'], facts: { bmi: tenths / 10 }, settings }
  if (tenths < severelyThinBelow)
    return find('postpartumSeverelyThin', 'refer', { ...detail, deadline: plainDeadline(context.settings) })
  if (tenths < thinBelow) return find('postpartumThin', 'confirm', detail)
  if (tenths > obeseAbove) return find('postpartumObese', 'counsel', detail)
  return tenths > overAbove
    ? find('postpartumOverweight', 'counsel', detail)
    : find('postpartumBmiNormal', 'normal', detail)
}

/** What somebody read from the other printing's column, where weight and height do not say it. */
function byColumn(column: string | undefined, find: Find): Finding | undefined {
  const detail = { fields: ['postpartumWeightColumn'] }
  switch (column) {
    case 'under':
      return find('postpartumThin', 'confirm', detail)
    case 'normal':
      return find('postpartumBmiNormal', 'normal', detail)
    case 'over':
      return find('postpartumOverweight', 'counsel', detail)
    case 'obese':
      return find('postpartumObese', 'counsel', detail)
    default:
      return undefined
  }
}

/** Visits of nifas: field, first and last day of the window, the birth being day 0 (Permenkes 21/2021). */
export const postpartumVisitWindows = [
  { id: 'kf1', firstDay: 0, lastDay: 2 },
  { id: 'kf2', firstDay: 3, lastDay: 7 },
  { id: 'kf3', firstDay: 8, lastDay: 28 },
  { id: 'kf4', firstDay: 29, lastDay: 42 },
] as const
const postpartumVisitIds = postpartumVisitWindows.map(({ id }) => id)

/** Visits of nifas whose window has passed without an entry. */
export const postpartumVisits = (place: 'posyandu' | 'home') =>
  defineRule(
    {
      id: 'postpartumVisits',
      card: 'R-NF-KF',
      edition: 'pmk-21-2021',
      source: 'Permenkes 21/2021; Checklist Kunjungan Rumah',
      outcomes: ['postpartumVisitMissed', 'postpartumVisitsOnTime', 'notAssessed'],
    },
    (context, find) => {
      const days = daysSinceDelivery(context)
      const past = postpartumVisitWindows.filter(({ lastDay }) => days !== undefined && days > lastDay)
      if (days === undefined || (past.length === 0 && !isVisitKnown(context, postpartumVisitIds))) return []
      if (!isVisitKnown(context, postpartumVisitIds)) return [notAssessed(find, 'kf1', 'visitsUnknown')]
      const missed = past.map(({ id }) => id).filter((id) => recordedVisits(context, [id]) === 0)
      const facts = { days, ...(missed.length > 0 && { missed: missed.join(' ').toUpperCase() }) }
      const [first] = missed
      if (first === undefined)
        return [find('postpartumVisitsOnTime', 'normal', { fields: [...postpartumVisitIds], facts })]
      const isEarly = missed.includes('kf1') || missed.includes('kf2')
      const level = place === 'home' || isEarly ? 'confirm' : 'counsel'
      return [find('postpartumVisitMissed', level, { fields: missed, facts })]
    },
  )

const byNakes = new Set(['midwife', 'doctor', 'obstetrician'])
const atFacility = new Set(['pustu', 'puskesmas', 'hospital', 'clinic', 'midwifePractice'])

/** Where and by whom the child was born, and whether it was laid on her breast at once. */
export const deliveryCare = defineRule(
  {
    id: 'deliveryCare',
    card: 'R-NF-KF',
    edition: 'kmk-2015-2023',
    source: 'Checklist Kunjungan Rumah',
    outcomes: ['deliveryNotByNakes', 'deliveryNotAtFacility', 'noEarlyBreastfeeding', 'deliveryCareFine'],
  },
  ({ answers }, find) => {
    const helper = textIn(answers, 'deliveryHelper')
    const place = textIn(answers, 'deliveryPlace')
    const early = yesNoIn(answers, 'earlyBreastfeeding')
    const found = [
      ...(helper !== undefined && !byNakes.has(helper)
        ? [find('deliveryNotByNakes', 'confirm', { fields: ['deliveryHelper'], facts: { helper } })]
        : []),
      ...(place !== undefined && !atFacility.has(place)
        ? [find('deliveryNotAtFacility', 'confirm', { fields: ['deliveryPlace'], facts: { place } })]
        : []),
      ...(early === false
        ? [find('noEarlyBreastfeeding', 'counsel', { fields: ['earlyBreastfeeding'] })]
        : []),
    ]
    const isAnswered = helper !== undefined && place !== undefined && early !== undefined
    return found.length === 0 && isAnswered
      ? [find('deliveryCareFine', 'normal', { fields: ['deliveryPlace', 'deliveryHelper'] })]
      : found
  },
)
