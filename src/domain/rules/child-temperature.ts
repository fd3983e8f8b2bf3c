import type { Facts, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn, numberIn } from '#domain/instruments/read-answer.ts'
import { type ChildSign, childSignsIn } from './child-signs.ts'
import { defineRule, type Find } from './define-rule.ts'
import { isPastYoungInfancy, isYoungInfant } from './young-infant.ts'

/** Young infants (MTBM): from 38.0 °C or below 36.5 °C at once; 37.5–37.9 °C seen today. */
const infant = { emergencyFromC: 38, coldBelowC: 36.5, raisedFromC: 37.5 } as const

export const youngInfantTemperature = defineRule(
  {
    id: 'youngInfantTemperature',
    card: 'R-BY-BAHAYA',
    edition: 'mtbm',
    source: 'MTBM; Buku KIA 2023',
    outcomes: ['infantFever', 'infantCold', 'infantWarm', 'infantFeltHotOrCold', 'infantTemperatureNormal'],
    judges: ['temperatureC'],
    concerns: isYoungInfant,
  },
  (context, find) => {
    const value = numberIn(context.answers, 'temperatureC')
    const felt = feltIn(context)
    if (value === undefined) {
      // Nobody measured: what the mother feels is taken at its worst.
      return felt ? [find('infantFeltHotOrCold', 'emergency', { fields: [felt], deadline: 'now' })] : []
    }
    return [judgeInfant(value, felt, find)]
  },
)

const feltIn = (context: FieldContext): string | undefined => {
  const signs = childSignsIn(context)
  return signs.get('highFever') ?? signs.get('cold')
}

function judgeInfant(value: number, felt: string | undefined, find: Find): Finding {
  const detail = (limit: number) => ({ fields: ['temperatureC'], facts: { value, limit } })
  if (value >= infant.emergencyFromC)
    return find('infantFever', 'emergency', { ...detail(infant.emergencyFromC), deadline: 'now' })
  if (value < infant.coldBelowC)
    return find('infantCold', 'emergency', { ...detail(infant.coldBelowC), deadline: 'now' })
  if (value >= infant.raisedFromC)
    return find('infantWarm', 'refer', { ...detail(infant.raisedFromC), deadline: 'today' })
  return felt
    ? find('infantFeltHotOrCold', 'refer', { fields: [felt], facts: { value }, deadline: 'today' })
    : find('infantTemperatureNormal', 'normal', detail(infant.raisedFromC))
}

/** From two months (MTBS): above 38.5 °C or for more than two days seen today; from 37.5 °C looked at by nakes. */
const highAboveC = 38.5
const raisedFromC = 37.5
const moreThanDays = 2
/** Below it the measurement is taken again, and nakes look (Teratai's own). */
const lowBelowC = 35.5

/** With any of these a fever is an emergency (MTBS). */
const makeEmergency: readonly ChildSign[] = [
  'convulsion',
  'bleeding',
  'cannotDrink',
  'stiffNeck',
  'lethargic',
]

export const childFever = defineRule(
  {
    id: 'childFever',
    card: 'R-AN-BAHAYA',
    edition: 'mtbs',
    source: 'MTBS; Buku KIA 2023',
    outcomes: [
      'feverWithDangerSign',
      'feverHigh',
      'feverMild',
      'feverNotMeasured',
      'stiffNeck',
      'childTemperatureLow',
      'childTemperatureNormal',
    ],
    judges: ['temperatureC'],
    concerns: isPastYoungInfancy,
  },
  (context, find) => {
    const fever = feverIn(context)
    const { value, detail, signs } = fever
    const hasFever = fever.reported || (value !== undefined && value >= raisedFromC)
    const worsening = makeEmergency.find((sign) => signs.has(sign))
    if (hasFever && worsening !== undefined) {
      const facts = { ...detail.facts, sign: worsening }
      return [find('feverWithDangerSign', 'emergency', { ...detail, facts, deadline: 'now' })]
    }
    if (fever.why !== undefined) {
      const facts = { ...detail.facts, why: fever.why }
      return [find('feverHigh', 'refer', { ...detail, facts, deadline: 'today' })]
    }
    return judgeMild(fever, hasFever, find)
  },
)

type Fever = {
  readonly value: number | undefined
  /** Said by whoever brings the child. */
  readonly reported: boolean
  readonly signs: ReadonlyMap<ChildSign, string>
  /** Why it is seen today. */
  readonly why: string | undefined
  readonly detail: { readonly fields: readonly string[]; readonly facts: Facts }
}

function feverIn(context: FieldContext): Fever {
  const { answers } = context
  const value = numberIn(answers, 'temperatureC')
  const days = numberIn(answers, 'feverDays')
  const signs = childSignsIn(context)
  const symptoms = choicesIn(answers, 'sicknessSigns') ?? []
  const reported = signs.has('highFever') || symptoms.includes('fever') || (days ?? 0) > 0
  const place =
    value === undefined
      ? (signs.get('highFever') ?? (days === undefined ? 'sicknessSigns' : 'feverDays'))
      : 'temperatureC'
  const facts = { ...(value !== undefined && { value }), ...(days !== undefined && { days }) }
  const hasFever = reported || (value !== undefined && value >= raisedFromC)
  return { value, reported, signs, why: whyToday(), detail: { fields: [place], facts } }

  function whyToday(): string | undefined {
    if (value !== undefined && value > highAboveC) return 'above38point5'
    if (days !== undefined && days > moreThanDays) return 'moreThanTwoDays'
    if (signs.has('highFever')) return 'saidHigh'
    // Red spots with a fever may be dengue or measles (Buku KIA 2023).
    if (hasFever && symptoms.includes('rash')) return 'rash'
    return undefined
  }
}

function judgeMild({ value, detail, signs }: Fever, hasFever: boolean, find: Find): readonly Finding[] {
  const neck = signs.get('stiffNeck')
  if (neck !== undefined) return [find('stiffNeck', 'refer', { fields: [neck], deadline: 'today' })]
  if (value === undefined) return hasFever ? [find('feverNotMeasured', 'confirm', detail)] : []
  if (value >= raisedFromC) return [find('feverMild', 'confirm', detail)]
  if (value < lowBelowC) return [find('childTemperatureLow', 'confirm', detail)]
  // A fever that is gone on the day is still one: nakes ask since when.
  return hasFever
    ? [find('feverNotMeasured', 'confirm', detail)]
    : [find('childTemperatureNormal', 'normal', detail)]
}
