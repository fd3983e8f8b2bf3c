import type { Deadline, Level, Rule } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

/** A yes-or-no row of a checklist at home, and what its answer calls for. */
export type HomeAnswer = {
  readonly field: string
  /** The answer that calls for something. */
  readonly problem: boolean
  readonly code: string
  readonly level: Level
  readonly deadline?: Deadline
}

/** One rule a row (Checklist Kunjungan Rumah; KMK HK.01.07/MENKES/2015/2023); `fine` is the code of the other answer. */
export const homeAnswerRules = (rows: readonly HomeAnswer[], card: string, fine: string): readonly Rule[] =>
  rows.map(({ field, problem, code, level, deadline }) =>
    defineRule(
      {
        id: field,
        card,
        edition: 'kmk-2015-2023',
        source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
        outcomes: [code, fine],
        judges: [field],
      },
      ({ answers }, find) => {
        const said = yesNoIn(answers, field)
        if (said === undefined) return []
        return said === problem
          ? [find(code, level, { fields: [field], deadline })]
          : [find(fine, 'normal', { fields: [field] })]
      },
    ),
  )
