import { ibuHamilFields } from '#domain/instruments/ibu-hamil/ibu-hamil-fields.ts'
import { longestPregnancyDays } from '#domain/pregnancy/gestation.ts'
import { type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { HalfDates } from '#device/ui/inputs/date-box.ts'
import { type KeptSpec, keptSpec, obstacleOf, valueOf } from '#device/kept-number/kept-number.ts'

/** A pregnancy as typed. */
export type PregnancyEntry = HalfDates & {
  /** Which of the two is known; nothing chosen beforehand. */
  readonly known?: 'lmp' | 'weeks' | undefined
  readonly lmp?: CalendarDay | undefined
  readonly weeks: string
  readonly gravida: string
  readonly weightKg: string
  readonly heightCm: string
}
export const emptyPregnancy: PregnancyEntry = { weeks: '', gravida: '', weightKg: '', heightCm: '' }

export const pregnancySpecs = {
  weeks: keptSpec(ibuHamilFields, 'estimatedGestationWeeks', ''),
  gravida: keptSpec(ibuHamilFields, 'gravida', ''),
  weightKg: keptSpec(ibuHamilFields, 'prePregnancyWeightKg', 'kg'),
  heightCm: keptSpec(ibuHamilFields, 'heightCm', 'cm'),
} as const satisfies Record<string, KeptSpec>

export type LmpProblem = 'missing' | 'lmpFuture' | 'lmpTooOld'

/** What is wrong with the first day of the last period; the form of 44 weeks ago is a forgotten one. */
export function lmpProblem(lmp: CalendarDay | undefined, today: CalendarDay): LmpProblem | undefined {
  if (lmp === undefined) return 'missing'
  if (lmp > today) return 'lmpFuture'
  return daysBetween(lmp, today) > longestPregnancyDays ? 'lmpTooOld' : undefined
}

/** Names of the boxes that stand in the way of saving. */
export function pregnancyObstacles(
  entry: PregnancyEntry,
  today: CalendarDay,
  confirmed: readonly string[],
): readonly string[] {
  const obstacles: string[] = []
  if (entry.known === undefined) obstacles.push('known')
  if (entry.known === 'lmp' && lmpProblem(entry.lmp, today)) obstacles.push('lmp')
  if (entry.known === 'weeks' && entry.weeks.trim() === '') obstacles.push('weeks')
  const boxes =
    entry.known === 'weeks'
      ? (['weeks', 'gravida', 'weightKg', 'heightCm'] as const)
      : (['gravida', 'weightKg', 'heightCm'] as const)
  for (const box of boxes) {
    if (obstacleOf(pregnancySpecs[box], entry[box], confirmed)) obstacles.push(box)
  }
  return obstacles
}

/** The fields to write, where `pregnancyObstacles` finds nothing. */
export function pregnancyFields(
  entry: PregnancyEntry,
  personId: string,
  today: CalendarDay,
): Record<string, FieldValue> {
  const weeks = valueOf(pregnancySpecs.weeks, entry.weeks)
  const dated =
    entry.known === 'lmp'
      ? { lastMenstrualPeriodOn: entry.lmp }
      : { estimatedGestationWeeks: weeks, estimatedOn: today }
  const fields: Record<string, FieldValue | undefined> = {
    personId,
    ...dated,
    gravida: valueOf(pregnancySpecs.gravida, entry.gravida),
    prePregnancyWeightKg: valueOf(pregnancySpecs.weightKg, entry.weightKg),
    heightCm: valueOf(pregnancySpecs.heightCm, entry.heightCm),
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
