import type { ChildDoseId } from './dose-ids.ts'

/** One dose. Months are completed months of age, all included; days count from birth, intervals from the dose before. */
export type DoseRule = {
  readonly dose: ChildDoseId
  /** The months in which it belongs ("tepat"). */
  readonly idealFrom: number
  readonly idealUntil: number
  /** To which month it may be given without being catch-up ("boleh"), and to which as catch-up ("kejar"). */
  readonly allowedUntil: number
  readonly catchUpUntil?: number
  /** Where a table counts in days: the last day on which it belongs, and the last on which it may be given. */
  readonly idealLastDay?: number
  readonly lastDay?: number
  /** The dose that must have been given before, and how long before. */
  readonly after?: { readonly dose: ChildDoseId; readonly days?: number; readonly months?: number }
  readonly isLive?: boolean
}

/** Four weeks between doses of one vaccine. */
const fourWeeks = 28
const infantUntil = 11
const catchUpUntil = 59

const infantSeries = (
  dose: ChildDoseId,
  month: number,
  after?: ChildDoseId,
): DoseRule & { readonly catchUpUntil: number } => ({
  dose,
  idealFrom: month,
  idealUntil: month,
  allowedUntil: infantUntil,
  catchUpUntil,
  ...(after && { after: { dose: after, days: fourWeeks } }),
})

/**
 * The national schedule (Buku KIA 2023; Permenkes 12/2017): months of the colour table of the KIA book, minimum
 * intervals of the programme.
 */
export const doseRules: readonly DoseRule[] = [
  { dose: 'hb0', idealFrom: 0, idealUntil: 0, allowedUntil: 0, idealLastDay: 0, lastDay: 7 },
  { dose: 'bcg', idealFrom: 0, idealUntil: 1, allowedUntil: infantUntil },
  { dose: 'opv1', idealFrom: 0, idealUntil: 1, allowedUntil: infantUntil, catchUpUntil },
  infantSeries('opv2', 2, 'opv1'),
  infantSeries('opv3', 3, 'opv2'),
  infantSeries('opv4', 4, 'opv3'),
  infantSeries('dpt1', 2),
  infantSeries('dpt2', 3, 'dpt1'),
  infantSeries('dpt3', 4, 'dpt2'),
  {
    dose: 'dpt4',
    idealFrom: 18,
    idealUntil: 18,
    allowedUntil: 23,
    catchUpUntil,
    after: { dose: 'dpt3', months: 12 },
  },
  infantSeries('pcv1', 2),
  infantSeries('pcv2', 3, 'pcv1'),
  {
    dose: 'pcv3',
    idealFrom: 12,
    idealUntil: 12,
    allowedUntil: 23,
    catchUpUntil,
    after: { dose: 'pcv2', days: 56 },
  },
  // Three doses four weeks apart must end by day 209: the first not after day 149.
  { dose: 'rv1', idealFrom: 2, idealUntil: 2, allowedUntil: 4, lastDay: 149 },
  {
    dose: 'rv2',
    idealFrom: 3,
    idealUntil: 3,
    allowedUntil: 6,
    lastDay: 209,
    after: { dose: 'rv1', days: fourWeeks },
  },
  {
    dose: 'rv3',
    idealFrom: 4,
    idealUntil: 4,
    allowedUntil: 6,
    lastDay: 209,
    after: { dose: 'rv2', days: fourWeeks },
  },
  infantSeries('ipv1', 4),
  {
    dose: 'ipv2',
    idealFrom: 9,
    idealUntil: 9,
    allowedUntil: infantUntil,
    catchUpUntil,
    after: { dose: 'ipv1' },
  },
  { dose: 'mr1', idealFrom: 9, idealUntil: 9, allowedUntil: infantUntil, catchUpUntil, isLive: true },
  { dose: 'je', idealFrom: 10, idealUntil: 10, allowedUntil: 10, catchUpUntil, isLive: true },
  {
    dose: 'mr2',
    idealFrom: 18,
    idealUntil: 18,
    allowedUntil: 23,
    catchUpUntil,
    after: { dose: 'mr1', months: 6 },
    isLive: true,
  },
]

/** Live vaccines are given on one day or at least four weeks apart. */
export const liveIntervalDays = fourWeeks

/** PCV begun at 12–23 months needs two doses eight weeks apart; begun from 24 months, one (technical note on PCV). */
export const pcvLateFrom = 12
export const pcvSingleFrom = 24
export const pcvLateIntervalDays = 56
