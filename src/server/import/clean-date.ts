import { type CalendarDay, calendarDay } from '#domain/time/calendar-day.ts'
import type { BirthDatePrecision } from '#protocol/records/fields.ts'
import { type DateShape, dateShape } from './date-shape.ts'
import { isEmptyCell } from './empty-cell.ts'
import type { Cell } from './sheet.ts'

export type DateProblem =
  | 'dateUnreadable'
  /** No such day: 31-02-2020, or a month above 12. */
  | 'dateImpossible'
  /** Day and month cannot be told apart in this column. */
  | 'dateAmbiguous'
  | 'dateInFuture'
  | 'dateTooOld'

export type DateReading =
  | { readonly kind: 'date'; readonly day: CalendarDay; readonly precision: BirthDatePrecision }
  | { readonly kind: 'problem'; readonly problem: DateProblem }
  | { readonly kind: 'empty' }

/** What a whole column of dates says about its order. */
export type DateOrder = {
  /** `proven`: some day stands above 12 in first place. `assumed`: none does, the Indonesian order is taken. */
  readonly pairs: 'proven' | 'assumed' | 'doubtful'
  readonly serials: 'trusted' | 'doubtful'
}

/** Nobody alive is older; Teratai's own bound against typing errors. */
const oldestAgeYears = 120
/** From this many cells on, a column's pattern is taken as a sign. Teratai's own. */
const enough = 5

/**
 * The order of day and month in a column. Day first is the Indonesian order; months above 12 in second place in
 * more than a tenth as many cells as prove it make it doubtful. Where all written dates have days above 12 and
 * all true dates days up to 12, an American Excel has swapped the latter: they are doubtful too.
 */
export function dateOrderOf(cells: readonly Cell[], today: CalendarDay): DateOrder {
  const shapes = cells.map((cell) => dateShape(cell, yearOf(today)))
  const pairs = shapes.filter((shape) => shape.shape === 'pair')
  const dayFirst = pairs.filter((pair) => pair.first > 12 && pair.second <= 12).length
  const monthFirst = pairs.filter((pair) => pair.first <= 12 && pair.second > 12).length
  const serials = shapes.filter((shape) => shape.shape === 'exact' && shape.serial)
  const swapped =
    dayFirst >= enough &&
    serials.length >= enough &&
    dayFirst === pairs.length &&
    serials.every((serial) => serial.shape === 'exact' && serial.day <= 12)
  return {
    pairs: monthFirst > dayFirst / 10 ? 'doubtful' : dayFirst > 0 ? 'proven' : 'assumed',
    serials: swapped ? 'doubtful' : 'trusted',
  }
}

/** Reads one date cell. `today` is the day of the import: nothing lies after it. */
export function cleanDate(cell: Cell, order: DateOrder, today: CalendarDay): DateReading {
  if (isEmptyCell(cell)) return { kind: 'empty' }
  const shape = dateShape(cell, yearOf(today))
  const doubt = doubtAbout(shape, order)
  if (doubt) return { kind: 'problem', problem: doubt }
  const [year, month, day, precision] = partsOf(shape)
  const read = notBeyond(today, calendarDay({ year, month, day }), precision)
  if (!read) return { kind: 'problem', problem: 'dateImpossible' }
  if (read > today) return { kind: 'problem', problem: 'dateInFuture' }
  if (year < yearOf(today) - oldestAgeYears) return { kind: 'problem', problem: 'dateTooOld' }
  return { kind: 'date', day: read, precision }
}

/** Whether the column's order was needed to read this cell, and only assumed. */
export function neededAssumedOrder(cell: Cell, order: DateOrder, today: CalendarDay): boolean {
  const shape = dateShape(cell, yearOf(today))
  return order.pairs === 'assumed' && shape.shape === 'pair' && isEitherWay(shape)
}

function doubtAbout(shape: DateShape, order: DateOrder): DateProblem | undefined {
  if (shape.shape === 'unreadable') return 'dateUnreadable'
  if (shape.shape === 'pair' && order.pairs === 'doubtful' && isEitherWay(shape)) return 'dateAmbiguous'
  const swappable = shape.shape === 'exact' && shape.serial && shape.day !== shape.month
  return swappable && order.serials === 'doubtful' ? 'dateAmbiguous' : undefined
}

const isEitherWay = (pair: { first: number; second: number }) =>
  pair.first <= 12 && pair.second <= 12 && pair.first !== pair.second

/**
 * Year, month, day and how exact. Of a year alone the middle of the year, of a month its middle: the least
 * error on either side; such a date is never used for growth.
 */
function partsOf(shape: DateShape): [number, number, number, BirthDatePrecision] {
  if (shape.shape === 'exact') return [shape.year, shape.month, shape.day, 'day']
  if (shape.shape === 'pair') return [shape.year, shape.second, shape.first, 'day']
  if (shape.shape === 'partial') {
    return shape.month ? [shape.year, shape.month, 15, 'month'] : [shape.year, 7, 1, 'year']
  }
  return [0, 0, 0, 'day']
}

/** The middle of the present year or month can lie ahead: then it is today. */
function notBeyond(today: CalendarDay, day: CalendarDay | undefined, precision: BirthDatePrecision) {
  const known = precision === 'month' ? today.slice(0, 7) : today.slice(0, 4)
  return day && precision !== 'day' && day > today && day.startsWith(known) ? today : day
}

const yearOf = (day: CalendarDay) => Number(day.slice(0, 4))
