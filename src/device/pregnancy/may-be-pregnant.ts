import { completedYears } from '#domain/time/age.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'

/** Who is asked about a pregnancy: women of 10 to 49 completed years, and women whose age is not known. */
export function mayBePregnant(file: Pick<PersonFile, 'sex' | 'birthDate'>, day: CalendarDay): boolean {
  if (file.sex !== 'female') return false
  if (file.birthDate === undefined) return true
  const years = completedYears(file.birthDate, day)
  return years !== undefined && years >= 10 && years <= 49
}
