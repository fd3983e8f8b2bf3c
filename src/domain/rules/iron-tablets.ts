import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, Facts } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, settingsUsed } from './define-rule.ts'
import { maternalStateIn } from './maternal-state.ts'

/** Girls of 10–17 years who are not pregnant: mothers have a daily tablet of their own. */
export const isOfferedIronTablets: Condition = (context) => {
  const years = ageIn(context)?.years
  if (context.person.sex !== 'female' || maternalStateIn(context) === 'pregnant') return false
  return years !== undefined && years >= 10 && years < 18
}

/** One a week in classes 7–12, or from 12 years outside school; where the class is not known the age decides. */
export const isOwedIronTablets: Condition = (context) => {
  if (!isOfferedIronTablets(context)) return false
  const schoolClass = Number(textIn(context.answers, 'schoolClass'))
  return Number.isNaN(schoolClass) ? (ageIn(context)?.years ?? 0) >= 12 : schoolClass >= 7
}

const edition = 'kmk-2015-2023'
const source = "KMK HK.01.07/MENKES/2015/2023; adherence Teratai's own"

/** Whether tablets against anaemia (TTD) reach the girl and are taken: four in four weeks, or one in the last week. */
export const ironTablets = defineRule(
  {
    id: 'ironTablets',
    card: 'R-8',
    edition,
    source,
    outcomes: ['ironTaken', 'ironTakenSometimes', 'ironNotTaken', 'ironNotReceived'],
    judges: ['ironTabletThisWeek', 'ironTabletsReceived'],
    concerns: isOfferedIronTablets,
  },
  ({ answers, settings }, find) => {
    const taken = numberIn(answers, 'ironTabletsFourWeeks')
    const thisWeek = yesNoIn(answers, 'ironTabletThisWeek')
    const received = numberIn(answers, 'ironTabletsReceived')
    const atHome = yesNoIn(answers, 'ironTabletsAtHome')
    const keptFrom = numberSetting(settings, 'ironTabletsKeptFrom')
    const none =
      received === 0 || atHome === false
        ? [
            find('ironNotReceived', 'counsel', {
              fields: [received === 0 ? 'ironTabletsReceived' : 'ironTabletsAtHome'],
            }),
          ]
        : []
    const detail = (field: string, facts: Facts = {}) => ({
      fields: [field],
      facts,
      settings: settingsUsed(settings, 'ironTabletsKeptFrom'),
    })
    if (taken !== undefined) {
      const facts = { taken, keptFrom }
      if (taken >= keptFrom)
        return [...none, find('ironTaken', 'normal', detail('ironTabletsFourWeeks', facts))]
      const code = taken > 0 ? 'ironTakenSometimes' : 'ironNotTaken'
      return [...none, find(code, 'counsel', detail('ironTabletsFourWeeks', facts))]
    }
    if (thisWeek === undefined) return none
    return [
      ...none,
      thisWeek
        ? find('ironTaken', 'normal', detail('ironTabletThisWeek'))
        : find('ironNotTaken', 'counsel', detail('ironTabletThisWeek')),
    ]
  },
)
