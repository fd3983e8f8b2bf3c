import type { Sex } from '#domain/person/person.ts'

/** N and T are told through completed month 60 (KMS). */
export const lastMonthOfWeightGain = 60

/** Kenaikan berat minimal in grams by completed month at the present weighing, from month 1 (KMS, Buku KIA 2023). */
const kbmGrams: Readonly<Record<Sex, readonly number[]>> = {
  male: [800, 900, 800, 600, 500, 400, 400, 300, 300, 300, 300],
  female: [800, 900, 800, 600, 500, 400, 300, 300, 300, 300, 200],
}
const kbmGramsFromMonth12 = 200

/** The least gain since the month before, nothing at age 0 and beyond 60 months: the table has no such column. */
export function minimumGainGrams(sex: Sex, completedMonths: number): number | undefined {
  if (!Number.isInteger(completedMonths)) return undefined
  if (completedMonths < 1 || completedMonths > lastMonthOfWeightGain) return undefined
  return kbmGrams[sex][completedMonths - 1] ?? kbmGramsFromMonth12
}
