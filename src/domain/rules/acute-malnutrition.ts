import { ageIn } from '#domain/instruments/age-in.ts'
import type { Answers, Deadline, Facts, FieldContext, Level } from '#domain/instruments/instrument.ts'
import { numberIn, textIn } from '#domain/instruments/read-answer.ts'
import { hasEmergencySign } from './child-signs.ts'
import { defineRule } from './define-rule.ts'

/** Pitting oedema of both feet: `present` where the grade was not judged, +1 feet, +2 legs, +3 the whole body. */
export const oedemaGrades = ['none', 'present', 'grade1', 'grade2', 'grade3'] as const

/** The grade of oedema; nothing where there is none or nobody looked. */
export function oedemaIn(answers: Answers): string | undefined {
  const grade = textIn(answers, 'bilateralOedema')
  return grade === 'none' ? undefined : grade
}

type Urgency = { readonly level: Level; readonly deadline: Deadline; readonly facts: Facts }

/** A child with gizi buruk below 4.0 kg belongs in hospital (KMK HK.01.07/MENKES/2015/2023). */
const hospitalBelowKg = 4

/**
 * How fast a child with gizi buruk must be seen: today, and at once when younger than six months, lighter than 4.0 kg,
 * with a danger sign, or swollen all over.
 */
export function malnutritionUrgency(context: FieldContext): Urgency {
  const reason = emergencyReason(context)
  return reason
    ? { level: 'emergency', deadline: 'now', facts: { reason } }
    : { level: 'refer', deadline: 'today', facts: {} }
}

function emergencyReason(context: FieldContext): string | undefined {
  const months = ageIn(context)?.months
  if (months !== undefined && months < 6) return 'under6Months'
  const weightKg = numberIn(context.answers, 'weightKg')
  if (weightKg !== undefined && weightKg < hospitalBelowKg) return 'under4Kg'
  if (hasEmergencySign(context)) return 'dangerSign'
  return oedemaIn(context.answers) === 'grade3' ? 'oedemaGrade3' : undefined
}

/** Oedema of both feet is gizi buruk whatever the z-scores are. */
export const bilateralOedema = defineRule(
  {
    id: 'bilateralOedema',
    card: 'R-AN-RUJUK',
    edition: 'permenkes-2-2020',
    source: 'Permenkes 2/2020; KMK HK.01.07/MENKES/2015/2023',
    outcomes: ['bilateralOedema'],
  },
  (context, find) => {
    const grade = oedemaIn(context.answers)
    if (grade === undefined) return []
    const { level, deadline, facts } = malnutritionUrgency(context)
    return [
      find('bilateralOedema', level, { fields: ['bilateralOedema'], deadline, facts: { ...facts, grade } }),
    ]
  },
)
