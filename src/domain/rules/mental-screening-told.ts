import type { FieldContext, Rule } from '#domain/instruments/instrument.ts'
import { defineRule } from './define-rule.ts'

type Asked = {
  readonly id: string
  readonly card: string
  readonly source: string
  /** Whether the mind was screened in the last twelve months; undefined where nobody said. */
  readonly wasDone: (context: FieldContext) => boolean | undefined
}

/** The mind screened within a year, else the person is shown the way to Pustu or puskesmas. */
export const mentalScreeningTold = ({ id, card, source, wasDone }: Asked): Rule =>
  defineRule(
    {
      id,
      card,
      edition: 'kmk-2015-2023',
      source,
      outcomes: ['mentalScreeningNotYet', 'mentalScreeningDone'],
      judges: ['mentalCheckInYear'],
    },
    (context, find) => {
      const done = wasDone(context)
      const fields = ['mentalCheckInYear']
      if (done === undefined) return []
      return done
        ? [find('mentalScreeningDone', 'normal', { fields })]
        : [find('mentalScreeningNotYet', 'confirm', { fields })]
    },
  )
