import type { FieldContext, Finding, Rule } from '#domain/instruments/instrument.ts'
import { numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule, type Find } from './define-rule.ts'
import { signIn } from './mother-signs.ts'

/** High fever; with chills, or after birth with foul lochia, an emergency. */
const highC = 38.5
/** In pregnancy 38.0 is a fever (Checklist Kunjungan Rumah), after birth above 38.0 is one (Buku KIA 2023). */
const feverC = 38
/** From here nakes are told (Checklist Kunjungan Rumah). */
const raisedFromC = 37.5

/** Lochia that smells, or fluid from the birth canal that does. */
const foul = ['foulLochia', 'vaginalFluid'] as const

type Stage = 'pregnancy' | 'postpartum'

const isSevere = (stage: Stage, value: number, context: FieldContext) =>
  value >= highC &&
  (yesNoIn(context.answers, 'chills') === true ||
    (stage === 'postpartum' && foul.some((sign) => signIn(context, sign) === true)))

const isFever = (stage: Stage, value: number) => (stage === 'postpartum' ? value > feverC : value >= feverC)

function judge(stage: Stage, context: FieldContext, find: Find): readonly Finding[] {
  const value = numberIn(context.answers, 'temperatureC')
  const sign = signIn(context, 'fever')
  const facts = value === undefined ? {} : { value }
  const fields = sign === true || value === undefined ? ['fever', 'temperatureC'] : ['temperatureC', 'fever']
  if (value !== undefined && isSevere(stage, value, context))
    return [find('maternalFeverSevere', 'emergency', { fields, facts, deadline: 'now' })]
  if (sign === true || (value !== undefined && isFever(stage, value)))
    return [find('maternalFever', 'refer', { fields, facts, deadline: 'today' })]
  if (value === undefined)
    return sign === undefined ? [] : [find('maternalNoFever', 'normal', { fields, facts })]
  return value >= raisedFromC
    ? [find('maternalTemperatureRaised', 'confirm', { fields, facts })]
    : [find('maternalNoFever', 'normal', { fields, facts })]
}

/** Fever of a mother, said or measured. */
export const maternalFever = (stage: Stage): Rule =>
  defineRule(
    {
      id: 'maternalFever',
      card: stage === 'pregnancy' ? 'R-BH-BAHAYA' : 'R-NF-BAHAYA',
      edition: 'buku-kia-2023',
      source: 'Buku KIA 2023; Checklist Kunjungan Rumah',
      outcomes: ['maternalFeverSevere', 'maternalFever', 'maternalTemperatureRaised', 'maternalNoFever'],
      judges: ['temperatureC', 'fever'],
    },
    (context, find) => judge(stage, context, find),
  )
