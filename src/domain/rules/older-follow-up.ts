import type { Deadline, FieldContext, Level, Rule } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

/** One band of a score: it holds from this score upward. */
export type ScoreBand = {
  readonly from: number
  readonly code: string
  readonly level: Level
  readonly deadline?: Deadline
}

export const followUpHead = {
  card: 'L-SKILAS',
  edition: 'kmk-2015-2023',
  source: 'KMK HK.01.07/MENKES/2015/2023, Tabel 30',
} as const

/** A rule on one score; the bands from the highest down. */
export const scoreRule = (
  id: string,
  field: string,
  bands: readonly ScoreBand[],
  concerns?: (context: FieldContext) => boolean,
): Rule =>
  defineRule(
    {
      ...followUpHead,
      id,
      outcomes: [...new Set(bands.map(({ code }) => code))],
      judges: [field],
      ...(concerns && { concerns }),
    },
    ({ answers }, find) => {
      const score = numberIn(answers, field)
      const band = score === undefined ? undefined : bands.find(({ from }) => score >= from)
      if (score === undefined || band === undefined) return []
      const { code, level, deadline } = band
      return [find(code, level, { fields: [field], facts: { score }, deadline })]
    },
  )

const month = 'month' as const

/** The scores that nakes enter, each with its bands (KMK HK.01.07/MENKES/2015/2023, Tabel 30). */
export const olderScores: readonly Rule[] = [
  scoreRule('miniCog', 'miniCog', [
    { from: 3, code: 'miniCogFine', level: 'normal' },
    { from: 0, code: 'miniCogImpaired', level: 'refer', deadline: month },
  ]),
  scoreRule('amt', 'amt', [
    { from: 8, code: 'amtFine', level: 'normal' },
    { from: 4, code: 'amtModerate', level: 'refer', deadline: month },
    { from: 0, code: 'amtSevere', level: 'refer', deadline: 'week' },
  ]),
  scoreRule('mnaSf', 'mnaSf', [
    { from: 12, code: 'mnaFine', level: 'normal' },
    { from: 8, code: 'mnaAtRisk', level: 'confirm', deadline: month },
    { from: 0, code: 'mnaMalnourished', level: 'refer', deadline: 'week' },
  ]),
  scoreRule('rapuh', 'rapuh', [
    { from: 3, code: 'frail', level: 'refer', deadline: month },
    { from: 1, code: 'preFrail', level: 'counsel' },
    { from: 0, code: 'notFrail', level: 'normal' },
  ]),
  // Three of four letters at 6/18 pass, far and near alike.
  scoreRule('olderSightFar', 'sightFarCorrect', [
    { from: 3, code: 'olderSightFine', level: 'normal' },
    { from: 0, code: 'olderSightPoor', level: 'refer', deadline: month },
  ]),
  scoreRule('olderSightNear', 'sightNearCorrect', [
    { from: 3, code: 'olderSightFine', level: 'normal' },
    { from: 0, code: 'olderSightPoor', level: 'refer', deadline: month },
  ]),
  // More than three of four words pass (WHO ICOPE).
  scoreRule('olderWhisper', 'whisperWordsCorrect', [
    { from: 4, code: 'olderHearingFine', level: 'normal' },
    { from: 0, code: 'audiometryNeeded', level: 'refer', deadline: month },
  ]),
  scoreRule(
    'gds4',
    'gds4',
    [
      { from: 2, code: 'gds4Depressed', level: 'refer', deadline: 'week' },
      { from: 1, code: 'gds4Possible', level: 'confirm' },
      { from: 0, code: 'gdsFine', level: 'normal' },
    ],
    // The longer form decides where it was filled.
    ({ answers }) => numberIn(answers, 'gds15') === undefined,
  ),
  scoreRule('gds15', 'gds15', [
    { from: 10, code: 'gds15Depressed', level: 'refer', deadline: 'week' },
    { from: 5, code: 'gds15Possible', level: 'refer', deadline: 'week' },
    { from: 0, code: 'gdsFine', level: 'normal' },
  ]),
  scoreRule('morse', 'morse', [
    { from: 51, code: 'fallRiskHigh', level: 'refer', deadline: month },
    { from: 25, code: 'fallRiskModerate', level: 'confirm' },
    { from: 0, code: 'fallRiskLow', level: 'normal' },
  ]),
]
