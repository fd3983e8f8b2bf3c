import { zScores } from '#domain/growth/index.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import type { Facts, FieldContext } from '#domain/instruments/instrument.ts'
import { heightIn, numberIn, wordIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { ageDays, completedMonths } from '#domain/time/age.ts'
import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import { oedemaIn } from './acute-malnutrition.ts'
import { defineRule, settingsUsed } from './define-rule.ts'

/** A child born before 37 weeks is premature; what is missing to 40 weeks is taken off its age. */
const termFromWeeks = 37
const fullWeeks = 40

/**
 * The birth date by which a premature child's corrected age is reckoned, while that is below the setting's months of
 * age. Nothing for children born at term. At posyandu and in reports age stays as it is; this is for nakes.
 */
export function correctedBirthDate(
  context: Pick<FieldContext, 'person' | 'day' | 'answers' | 'settings'>,
): CalendarDay | undefined {
  const { person, answers, day, settings } = context
  const weeks = numberIn(answers, 'gestationAtBirthWeeks')
  const months = ageIn({ person, day })?.months
  if (person.birthDate === undefined || months === undefined) return undefined
  if (weeks === undefined || weeks >= termFromWeeks) return undefined
  if (months >= numberSetting(settings, 'prematureCorrectionUntilMonths')) return undefined
  return addDays(person.birthDate, Math.round((fullWeeks - weeks) * 7))
}

/** A child born before 37 weeks: followed, with the age and the z-scores that nakes may go by. */
export const bornEarly = defineRule(
  {
    id: 'bornEarly',
    card: 'R-BY-BBLR',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023; SDIDTK 2022',
    outcomes: ['bornEarly'],
  },
  (context, find) => {
    const corrected = correctedBirthDate(context)
    if (corrected === undefined) return []
    const settings = settingsUsed(context.settings, 'prematureCorrectionUntilMonths')
    const facts = {
      weeks: numberIn(context.answers, 'gestationAtBirthWeeks') ?? 0,
      ...at(corrected, context),
    }
    return [find('bornEarly', 'counsel', { fields: ['gestationAtBirthWeeks'], facts, settings })]
  },
)

/** Corrected age and z-scores; nothing before the day on which the child should have been born. */
function at(corrected: CalendarDay, context: FieldContext): Facts {
  const { answers, person, day } = context
  const days = ageDays(corrected, day)
  if (days === undefined) return {}
  const position = wordIn(answers, 'lengthHeight', 'position')
  const { waz, haz, hcaz } = zScores({
    sex: person.sex,
    ageDays: days,
    weightKg: numberIn(answers, 'weightKg'),
    lengthHeightCm: heightIn(answers),
    position: position === 'lying' || position === 'standing' ? position : undefined,
    headCircumferenceCm: numberIn(answers, 'headCircumferenceCm'),
    oedema: oedemaIn(answers) !== undefined,
  })
  return {
    correctedMonths: completedMonths(corrected, day) ?? 0,
    ...(waz !== undefined && { correctedWaz: waz }),
    ...(haz !== undefined && { correctedHaz: haz }),
    ...(hcaz !== undefined && { correctedHcaz: hcaz }),
  }
}
