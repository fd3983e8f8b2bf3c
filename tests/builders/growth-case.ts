import { ageDays, completedMonths } from '#domain/time/age.ts'
import { type RuleCase, visitDay } from './rule-case.ts'

/** A boy born so that he has these completed months on the visit day. */
export const bornMonthsAgo = {
  0: '2026-06-01',
  5: '2025-12-20',
  12: '2025-06-15',
  30: '2023-12-15',
  60: '2021-06-15',
  61: '2021-05-15',
  71: '2020-06-16',
} as const
export type Months = keyof typeof bornMonthsAgo

export const child = (
  months: Months,
  answers: RuleCase['answers'],
  extra: Partial<RuleCase> = {},
): RuleCase => ({
  instrument: 'balita',
  sex: 'male',
  birthDate: bornMonthsAgo[months],
  ...extra,
  answers,
})

export type Of = (value: number) => number | undefined

export const measured = (months: Months) => ({
  sex: 'male' as const,
  ageDays: ageDays(bornMonthsAgo[months], visitDay) ?? 0,
  completedMonths: completedMonths(bornMonthsAgo[months], visitDay) ?? 0,
})

/** The smallest value of the grid whose z-score is at least `z`. */
export function first(z: number, of: Of, from: number, to: number, step: number): number {
  const cells = Math.round((to - from) / step)
  for (let at = 0; at <= cells; at += 1) {
    const value = Math.round((from + at * step) * 1000) / 1000
    const found = of(value)
    if (found !== undefined && found >= z) return value
  }
  throw new Error(`no value reaches ${z}`)
}

export const minus = (value: number, step: number) => Math.round((value - step) * 1000) / 1000
