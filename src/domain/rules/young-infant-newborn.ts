import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { fastInfantFrom } from './child-breathing.ts'
import { childSignsIn } from './child-signs.ts'
import { defineRule } from './define-rule.ts'
import { isNewborn, isYoungInfant } from './young-infant.ts'

const head = { card: 'R-BY-BAHAYA', edition: 'mtbm', source: 'MTBM; Buku KIA 2023' } as const

/** Jaundice that is still there after this day is not that of the newborn (MTBM). */
const jaundiceUntilDay = 14

/** Yellow skin or eyes: seen today, and at once when early, late, deep, or not alone. */
export const youngInfantJaundice = defineRule(
  {
    ...head,
    id: 'youngInfantJaundice',
    outcomes: ['jaundiceEmergency', 'jaundice'],
    concerns: isYoungInfant,
  },
  (context, find) => {
    const field = childSignsIn(context).get('jaundice')
    if (field === undefined) return []
    const days = ageIn(context)?.days ?? 0
    const why = whyEmergency(context, days)
    return why
      ? [find('jaundiceEmergency', 'emergency', { fields: [field], facts: { days, why }, deadline: 'now' })]
      : [find('jaundice', 'refer', { fields: [field], facts: { days }, deadline: 'today' })]
  },
)

function whyEmergency(context: FieldContext, days: number): string | undefined {
  const { answers } = context
  if (days === 0 || yesNoIn(answers, 'jaundiceWithin24Hours') === true) return 'firstDay'
  if (days > jaundiceUntilDay) return 'afterTwoWeeks'
  if (yesNoIn(answers, 'jaundicePalmsSoles') === true) return 'palmsAndSoles'
  return hasOtherSign(context) ? 'otherSign' : undefined
}

function hasOtherSign(context: FieldContext): boolean {
  const others = [...childSignsIn(context).keys()].filter((sign) => sign !== 'jaundice')
  const temperatureC = numberIn(context.answers, 'temperatureC') ?? 37
  const breaths =
    numberIn(context.answers, 'breathsPerMinuteAgain') ?? numberIn(context.answers, 'breathsPerMinute')
  return (
    others.length > 0 ||
    temperatureC < 36.5 ||
    temperatureC >= 37.5 ||
    (breaths !== undefined && (breaths >= fastInfantFrom || breaths < 30)) ||
    yesNoIn(context.answers, 'noStoolSinceBirth') === true
  )
}

/** 48 hours are over on day 3 for certain; on day 2 perhaps, as the hour of birth is not asked. */
const stoolOverdueFromDay = 3
const stoolDueOnDay = 2

/** No meconium ever since birth. A breast-fed infant who has passed stool before may rest for days. */
export const firstStool = defineRule(
  {
    ...head,
    id: 'firstStool',
    outcomes: ['noStoolSinceBirth', 'noStoolYet'],
    concerns: isNewborn,
  },
  (context, find) => {
    const days = ageIn(context)?.days
    if (days === undefined || yesNoIn(context.answers, 'noStoolSinceBirth') !== true) return []
    const detail = { fields: ['noStoolSinceBirth'], facts: { days } }
    if (days >= stoolOverdueFromDay)
      return [find('noStoolSinceBirth', 'emergency', { ...detail, deadline: 'now' })]
    return days === stoolDueOnDay
      ? [find('noStoolSinceBirth', 'refer', { ...detail, deadline: 'today' })]
      : [find('noStoolYet', 'confirm', detail)]
  },
)

/** Not yet given hepatitis B at birth or BCG: the sheet of danger signs asks for it, but it is no danger. */
export const firstVaccines = defineRule(
  { ...head, id: 'firstVaccines', outcomes: ['firstVaccinesMissing', 'firstVaccinesGiven'] },
  ({ answers }, find) => {
    const missing = yesNoIn(answers, 'firstVaccinesMissing')
    if (missing === undefined) return []
    const detail = { fields: ['firstVaccinesMissing'] }
    return missing
      ? [find('firstVaccinesMissing', 'counsel', detail)]
      : [find('firstVaccinesGiven', 'normal', detail)]
  },
)
