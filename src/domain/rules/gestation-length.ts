import type { FieldContext } from '#domain/instruments/instrument.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import { defineRule, notAssessed, plainDeadline, settingsUsed } from './define-rule.ts'
import { gestationIn, maternalStateIn } from './maternal-state.ts'

/** Post-term from 42 weeks and no day (WHO); from 41 weeks it is watched. */
const lateFromDays = 41 * 7
const postTermFromDays = 42 * 7

const shownWith = ({ answers }: FieldContext) =>
  textIn(answers, 'lastMenstrualPeriodOn') === undefined ? 'estimatedGestationWeeks' : 'lastMenstrualPeriodOn'

export const gestationLength = defineRule(
  {
    id: 'gestationLength',
    card: '§4.12',
    edition: 'who',
    source: 'WHO; Buku KIA 2023',
    outcomes: ['postTerm', 'lateTerm', 'gestationWithinTerm', 'notAssessed'],
    concerns: (context) => maternalStateIn(context) === 'pregnant',
  },
  (context, find) => {
    const gestation = gestationIn(context)
    if (!gestation) return [notAssessed(find, 'lastMenstrualPeriodOn', 'gestationUnknown')]
    const { weeks, days, totalDays } = gestation
    const detail = { fields: [shownWith(context)], facts: { weeks, days } }
    if (totalDays >= postTermFromDays) {
      const deadline = plainDeadline(context.settings)
      const settings = settingsUsed(context.settings, 'plainReferralDeadline')
      return [find('postTerm', 'refer', { ...detail, deadline, settings })]
    }
    return totalDays >= lateFromDays
      ? [find('lateTerm', 'confirm', detail)]
      : [find('gestationWithinTerm', 'normal', detail)]
  },
)
