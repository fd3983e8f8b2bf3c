import type { FieldContext, Rule } from '#domain/instruments/instrument.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import { addMonths, isCalendarDay } from '#domain/time/calendar-day.ts'
import {
  type ChronicIllness,
  chronicIllnesses,
  isDiagnosed,
  owesComplicationScreening,
} from './chronic-state.ts'
import { defineRule } from './define-rule.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023'
const edition = 'kmk-2015-2023'

/** The day appointed by the doctor has come, and no check was written since. */
function dueSince(context: FieldContext): string | undefined {
  const next = textIn(context.answers, 'chronicControlNextOn')
  const last = textIn(context.answers, 'chronicControlLastOn')
  if (!isCalendarDay(next) || next > context.day) return undefined
  return isCalendarDay(last) && last >= next ? undefined : next
}

/** The doctor's check is due: to the puskesmas, whatever the reading is. */
const controlRule = (illness: ChronicIllness): Rule =>
  defineRule(
    {
      id: `${illness}Control`,
      card: chronicIllnesses[illness].card,
      edition,
      source,
      outcomes: ['chronicControlDue', 'chronicControlAhead'],
      concerns: isDiagnosed(illness),
    },
    (context, find) => {
      const since = dueSince(context)
      const next = textIn(context.answers, 'chronicControlNextOn')
      const fields = ['chronicControlNextOn']
      if (since !== undefined)
        return [find('chronicControlDue', 'refer', { fields, facts: { since, illness }, deadline: 'week' })]
      return next !== undefined && next > context.day
        ? [find('chronicControlAhead', 'normal', { fields, facts: { next, illness } })]
        : []
    },
  )

/** Heart, blood fats, kidneys, eyes and feet once a year with hypertension or diabetes from 40 years. */
export const complicationScreening = defineRule(
  {
    id: 'complicationScreening',
    card: 'R-TD2',
    edition,
    source,
    outcomes: ['complicationScreeningDue', 'complicationScreeningDone'],
    concerns: owesComplicationScreening,
  },
  ({ answers, day }, find) => {
    const on = textIn(answers, 'complicationsCheckedOn')
    if (!isCalendarDay(on)) return []
    const detail = { fields: ['complicationsCheckedOn'], facts: { on } }
    return addMonths(on, 12) <= day
      ? [find('complicationScreeningDue', 'counsel', detail)]
      : [find('complicationScreeningDone', 'normal', detail)]
  },
)

export const chronicControlRules: readonly Rule[] = [
  controlRule('hypertension'),
  controlRule('diabetes'),
  complicationScreening,
]
