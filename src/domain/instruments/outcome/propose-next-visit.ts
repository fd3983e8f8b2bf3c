import { isOutside } from '#domain/counselling/finding-matcher.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { maternalStateIn } from '#domain/rules/maternal-state.ts'
import { addDays, addMonths, type CalendarDay } from '#domain/time/calendar-day.ts'

/**
 * Within how many days nakes look at a finding of level `confirm`, at the posyandu or at home: pregnancy 7, nifas 3,
 * below two months 2, to 72 months 14 (Teratai's own), a month from then on.
 */
export function confirmWithinDays(context: FieldContext): number {
  const state = maternalStateIn(context)
  if (state !== 'neither') return state === 'pregnant' ? 7 : 3
  const months = ageIn(context)?.months
  if (months === undefined || months >= 72) return 30
  return months < 2 ? 2 : 14
}

/** Findings that are looked at again after a time of their own (KMK HK.01.07/MENKES/2015/2023; Teratai's own). */
const lookAgain: readonly {
  readonly codes: readonly string[]
  readonly on: (day: CalendarDay) => CalendarDay
}[] = [
  { codes: ['ironTakenSometimes', 'ironNotTaken'], on: (day) => addDays(day, 7) },
  { codes: ['pressureHighNormal', 'teenPressureElevated'], on: (day) => addMonths(day, 1) },
  { codes: ['prediabetes', 'hba1cPrediabetes'], on: (day) => addMonths(day, 3) },
  {
    codes: ['obese', 'bmiObese', 'bmiOverweight', 'overweight', 'centralObesity'],
    on: (day) => addMonths(day, 3),
  },
]

export type FollowUp = { readonly on: CalendarDay; readonly code: string }

/** When each finding that asks for it is to be looked at again, soonest first. */
export const followUpsOf = (findings: readonly Finding[], context: FieldContext): readonly FollowUp[] =>
  findings
    .filter(isOutside)
    .flatMap((finding) => {
      const on = dayFor(finding, context)
      return on === undefined ? [] : [{ on, code: finding.code }]
    })
    .sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))

function dayFor(finding: Finding, context: FieldContext): CalendarDay | undefined {
  const again = lookAgain.find(({ codes }) => codes.includes(finding.code))
  if (again) return again.on(context.day)
  return finding.level === 'confirm' ? addDays(context.day, confirmWithinDays(context)) : undefined
}

export type NextVisit = {
  readonly on: CalendarDay
  /** The codes of the findings that set the day; empty where it is the usual next posyandu day. */
  readonly because: readonly string[]
}

/**
 * When the person should come again: the next posyandu day, in a month where that is not known, or sooner where a
 * finding asks for it.
 */
export function proposeNextVisit(
  findings: readonly Finding[],
  context: FieldContext,
  nextPosyanduOn?: CalendarDay,
): NextVisit {
  const usual = nextPosyanduOn ?? addMonths(context.day, 1)
  const [first, ...rest] = followUpsOf(findings, context)
  if (first === undefined || first.on >= usual) return { on: usual, because: [] }
  const sameDay = rest.filter(({ on }) => on === first.on)
  return { on: first.on, because: [first, ...sameDay].map(({ code }) => code) }
}
