import { ageIn } from '#domain/instruments/age-in.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { settingOf } from '#domain/settings.ts'
import { malnutritionUrgency } from './acute-malnutrition.ts'
import { cardLabel } from './child-card-labels.ts'
import { defineRule, notAssessed, plainDeadline, settingsUsed } from './define-rule.ts'
import { assessedZ } from './growth-scores.ts'

/** Arm circumference of a child (WHO 2009; Buku KIA 2023): red below 11.5 cm, yellow below 12.5 cm. */
export const muacRedBelowCm = 11.5
export const muacYellowBelowCm = 12.5

/** Used from 6 to 59 completed months. */
export const muacFromMonths = 6
export const muacToMonths = 59

export const childMuac = defineRule(
  {
    id: 'childMuac',
    card: 'R-AN-LILA',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023; KMK HK.01.07/MENKES/2015/2023',
    outcomes: ['muacRed', 'muacYellow', 'muacYellowAlone', 'muacGreen', 'notAssessed'],
    judges: ['muacCm'],
  },
  (context, find) => {
    const muacCm = numberIn(context.answers, 'muacCm')
    if (muacCm === undefined) return []
    const months = ageIn(context)?.months
    if (months === undefined) return [notAssessed(find, 'muacCm', 'ageUnknown')]
    if (months < muacFromMonths || months > muacToMonths)
      return [notAssessed(find, 'muacCm', 'outOfAgeRange', { months })]

    const fields = ['muacCm']
    const label = (category: string) => cardLabel(category, context.settings)
    if (muacCm < muacRedBelowCm) {
      const { level, deadline, facts } = malnutritionUrgency(context)
      return [
        find('muacRed', level, {
          fields,
          deadline,
          facts: { value: muacCm, limit: muacRedBelowCm, ...facts, ...label('muacRed') },
        }),
      ]
    }
    if (muacCm >= muacYellowBelowCm)
      return [
        find('muacGreen', 'normal', {
          fields,
          facts: { value: muacCm, limit: muacYellowBelowCm, ...label('muacGreen') },
        }),
      ]

    const facts = { value: muacCm, limit: muacYellowBelowCm, ...label('muacYellow') }
    const settings = settingsUsed(context.settings, 'childMuacYellowLevel')
    const deadline = plainDeadline(context.settings)
    // Nothing else says that day whether the child is wasted: then yellow alone is reason enough.
    if (assessedZ(context, 'weightForLength') === undefined)
      return [find('muacYellowAlone', 'refer', { fields, deadline, facts })]
    return settingOf(context.settings, 'childMuacYellowLevel') === 'refer'
      ? [find('muacYellow', 'refer', { fields, deadline, facts, settings })]
      : [find('muacYellow', 'confirm', { fields, facts, settings })]
  },
)
