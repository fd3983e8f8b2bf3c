import { ageIn } from '#domain/instruments/age-in.ts'
import { changeDoubt, firstOf, ofNumber, perMonth } from '#domain/instruments/doubts.ts'
import type { AnswerValue, Doubt, FieldContext } from '#domain/instruments/instrument.ts'
import { groupOf, numberIn, partIn } from '#domain/instruments/read-answer.ts'
import { weightForAgeIn } from '#domain/rules/growth-scores.ts'

const monthsIn = (context: FieldContext) => ageIn(context)?.months

/** Lying below 24 completed months, standing from then on (Permenkes 2/2020). Nothing where the age is unknown. */
export function positionFor(context: FieldContext): string | undefined {
  const months = monthsIn(context)
  if (months === undefined) return undefined
  return months < 24 ? 'lying' : 'standing'
}

/** A weight beyond ±5 for its age. */
const farForAge = ofNumber((weightKg, context) => {
  const z = weightForAgeIn({ ...context, answers: { ...context.answers, weightKg } })
  return z !== undefined && Math.abs(z) > 5 ? { code: 'weightUnusualForAge', facts: { z } } : undefined
})

/** More than 1.5 kg a month below six months, 1 kg later, or a loss of more than half a kilogram. */
const weightMoved = ofNumber(
  changeDoubt(
    'weight',
    (answers) => numberIn(answers, 'weightKg'),
    (days, _, context) => ({ rise: perMonth((monthsIn(context) ?? 0) < 6 ? 1.5 : 1, days), fall: 0.5 }),
  ),
)

export const weightDoubt = firstOf(farForAge, weightMoved)

const lengthMoved = changeDoubt(
  'length',
  (answers) => partIn(answers, 'lengthHeight', 'lengthHeightCm'),
  (days, _, context) => ({ rise: perMonth((monthsIn(context) ?? 0) < 12 ? 4 : 2.5, days), fall: 0.5 }),
)

/** A length that shrank or leapt, or a position that is unusual for the age. */
export function lengthDoubt(value: AnswerValue, context: FieldContext): Doubt | undefined {
  const { lengthHeightCm, position } = groupOf(value) ?? {}
  const usual = positionFor(context)
  if (usual !== undefined && typeof position === 'string' && position !== usual)
    return { code: 'positionUnusual', facts: { position, usual } }
  return typeof lengthHeightCm === 'number' ? lengthMoved(lengthHeightCm, context) : undefined
}

/** A head that grew more than 2 cm a month or shrank more than half a centimetre. */
export const headDoubt = ofNumber(
  changeDoubt(
    'head',
    (answers) => numberIn(answers, 'headCircumferenceCm'),
    (days) => ({ rise: perMonth(2, days), fall: 0.5 }),
  ),
)
