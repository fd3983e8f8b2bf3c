/** From, to, both ends included. */
export type NumberRange = [from: number, to: number]

/** Whether a number is between these two, both ends included. */
export const covers = (
  { from, to }: { readonly from: number; readonly to: number },
  number: number,
): boolean => from <= number && number <= to

/** Whether a number is in any of these. */
export const isInRanges = (ranges: readonly Readonly<NumberRange>[], number: number): boolean =>
  ranges.some(([from, to]) => covers({ from, to }, number))

/** Ascending numbers as ranges. */
export function rangesOf(numbers: readonly number[]): NumberRange[] {
  const ranges: NumberRange[] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges
}
