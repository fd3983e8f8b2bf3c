import { isEmptyCell, plainText } from './empty-cell.ts'
import type { Cell } from './sheet.ts'

export type MeasureReading =
  | { readonly kind: 'measure'; readonly value: number }
  | { readonly kind: 'problem'; readonly problem: 'measureUnreadable' | 'measureOutOfRange' }
  | { readonly kind: 'empty' }

type Range = { readonly least: number; readonly most: number }

/** Birth weight 0.3–7 kg as the card of bayi and balita takes it; the others wide enough for any birth. Teratai's own. */
export const birthRanges = {
  birthWeightKg: { least: 0.3, most: 7 },
  birthLengthCm: { least: 20, most: 65 },
  birthHeadCircumferenceCm: { least: 15, most: 50 },
  gestationAtBirthWeeks: { least: 20, most: 45 },
  birthOrder: { least: 1, most: 20 },
} as const satisfies Record<string, Range>

/** Birth weights above this are grams. */
const mostKilograms = 20

/** Birth weight in kg, from kg or grams, comma or point, with a unit or without. 0 is nothing known. */
export function cleanBirthWeightKg(cell: Cell): MeasureReading {
  const reading = cleanMeasure(cell, { least: 0, most: Number.MAX_SAFE_INTEGER })
  if (reading.kind !== 'measure') return reading
  const kilograms = reading.value > mostKilograms ? reading.value / 1000 : reading.value
  return within(Math.round(kilograms * 1000) / 1000, birthRanges.birthWeightKg)
}

/** A number with comma or point and perhaps its unit; 0 is nothing known. */
export function cleanMeasure(cell: Cell, range: Range): MeasureReading {
  if (isEmptyCell(cell)) return { kind: 'empty' }
  const value = cell.number ?? readNumber(plainText(cell))
  if (value === undefined) return { kind: 'problem', problem: 'measureUnreadable' }
  return value === 0 ? { kind: 'empty' } : within(value, range)
}

function within(value: number, range: Range): MeasureReading {
  return value >= range.least && value <= range.most
    ? { kind: 'measure', value }
    : { kind: 'problem', problem: 'measureOutOfRange' }
}

/** One separator is the decimal one; of two different ones the last. `3.200` and `3,200` are 3.2. */
function readNumber(text: string): number | undefined {
  const match =
    /^(\d+(?:[.,]\d+)*) ?(kg|kilo|kilogram|g|gr|gram|grm|cm|mg|minggu|mgg|bulan|bln|ke)?\.?$/i.exec(text)
  if (!match?.[1]) return undefined
  const parts = match[1].split(/[.,]/)
  const fraction = parts.length > 1 ? parts.pop() : ''
  return Number(`${parts.join('')}.${fraction || '0'}`)
}
