import { type CalendarDay, calendarDay, daysBetween, partsOf } from '#domain/time/calendar-day.ts'
import { nameLikeness } from './name-likeness.ts'
import { motherInPlaceholder, soundWords } from './sound-words.ts'
import type { Sex } from './person.ts'

/** What is compared of a person. `birthDateExact` false: only the year of the birth date counts. */
export type PersonLike = {
  readonly id: string
  readonly name?: string | undefined
  readonly nik?: string | undefined
  readonly sex?: Sex | undefined
  readonly birthDate?: CalendarDay | undefined
  readonly birthDateExact?: boolean | undefined
  readonly motherName?: string | undefined
  readonly motherNik?: string | undefined
  readonly birthOrder?: number | undefined
}

export type LikenessReason =
  | 'sameNik'
  | 'differentNik'
  | 'sameName'
  | 'similarName'
  | 'unnamedNewborn'
  | 'differentName'
  | 'sameBirthDate'
  | 'birthDateOneDayApart'
  | 'dayAndMonthSwapped'
  | 'sameBirthday'
  | 'sameBirthYear'
  | 'differentBirthDate'
  | 'sameSex'
  | 'differentSex'
  | 'sameMother'
  | 'differentMother'
  | 'differentBirthOrder'

/** `certain`: the NIK is the same and nothing speaks against it. */
export type Likeness = {
  readonly id: string
  readonly score: number
  readonly certain: boolean
  readonly reasons: readonly LikenessReason[]
}

type Point = { readonly reason?: LikenessReason; readonly points: number }
type Prepared = PersonLike & {
  readonly words: readonly string[]
  readonly motherWords: readonly string[]
  readonly unnamed: boolean
}

/** Teratai's own weights: from this sum on a person is shown as a possible double. */
const shownFrom = 60
const similarFrom = 0.86
const sameFrom = 0.985
const motherDiffersBelow = 0.7
const nothing: Point = { points: 0 }

function prepare(person: PersonLike): Prepared {
  const called = person.name === undefined ? undefined : motherInPlaceholder(person.name)
  return {
    ...person,
    words: soundWords(person.name ?? ''),
    motherWords: soundWords(person.motherName ?? called ?? ''),
    unnamed: called !== undefined,
  }
}

/** People who may be the same as the candidate, likeliest first. The candidate itself, by id, is left out. */
export function likelyDuplicates(candidate: PersonLike, others: readonly PersonLike[]): readonly Likeness[] {
  const wanted = prepare(candidate)
  return others
    .filter((other) => other.id !== candidate.id && canReach(candidate, other))
    .map((other) => compare(wanted, prepare(other)))
    .filter((likeness) => likeness.score >= shownFrom)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}

/** What names and mother can add at most. Whoever cannot reach the limit with it is not compared any further. */
const mostOfNames = 45 + 20 + 10

function canReach(a: PersonLike, b: PersonLike): boolean {
  if (a.nik && a.nik === b.nik) return true
  const plain = [nikPoints(a, b), birthPoints(a, b), sexPoints(a, b), orderPoints(a, b)]
  return plain.reduce((sum, point) => sum + point.points, mostOfNames) >= shownFrom
}

function compare(a: Prepared, b: Prepared): Likeness {
  const name = namePoints(a, b)
  const birth = birthPoints(a, b)
  const points = [nikPoints(a, b), name, birth, sexPoints(a, b), motherPoints(a, b), orderPoints(a, b)]
  const reasons = points.flatMap((point) => point.reason ?? [])
  const sum = points.reduce((total, point) => total + point.points, 0) + undatedPoints(a, b, name)
  if (!reasons.includes('sameNik')) return { id: b.id, score: clamp(sum), certain: false, reasons }
  // The same NIK is certain unless name and birth date both differ (a number typed for several of one household).
  const contradicted = reasons.includes('differentName') && reasons.includes('differentBirthDate')
  return { id: b.id, score: contradicted ? shownFrom : 100, certain: !contradicted, reasons }
}

const clamp = (score: number) => Math.max(0, Math.min(99, Math.round(score)))

function nikPoints(a: PersonLike, b: PersonLike): Point {
  if (!a.nik || !b.nik) return nothing
  return a.nik === b.nik ? { reason: 'sameNik', points: 60 } : { reason: 'differentNik', points: -25 }
}

function namePoints(a: Prepared, b: Prepared): Point {
  if (a.words.length === 0 || b.words.length === 0) return nothing
  if (a.unnamed || b.unnamed) return { reason: 'unnamedNewborn', points: 15 }
  const likeness = nameLikeness(a.words, b.words)
  if (likeness >= sameFrom) return { reason: 'sameName', points: 45 }
  if (likeness >= similarFrom) return { reason: 'similarName', points: 36 }
  return { reason: 'differentName', points: likeness < motherDiffersBelow ? -20 : 10 }
}

function birthPoints(a: PersonLike, b: PersonLike): Point {
  if (!a.birthDate || !b.birthDate) return nothing
  if (a.birthDateExact === false || b.birthDateExact === false) return yearPoints(a.birthDate, b.birthDate)
  if (a.birthDate === b.birthDate) return { reason: 'sameBirthDate', points: 30 }
  if (Math.abs(daysBetween(a.birthDate, b.birthDate)) === 1) {
    return { reason: 'birthDateOneDayApart', points: 22 }
  }
  if (swapped(a.birthDate) === b.birthDate) return { reason: 'dayAndMonthSwapped', points: 22 }
  if (a.birthDate.slice(5) === b.birthDate.slice(5)) return { reason: 'sameBirthday', points: 8 }
  return { reason: 'differentBirthDate', points: -30 }
}

function yearPoints(a: CalendarDay, b: CalendarDay): Point {
  const apart = Math.abs(partsOf(a).year - partsOf(b).year)
  if (apart <= 1) return { reason: 'sameBirthYear', points: 15 }
  return apart > 5 ? { reason: 'differentBirthDate', points: -30 } : nothing
}

function swapped(date: CalendarDay): CalendarDay | undefined {
  const { year, month, day } = partsOf(date)
  return calendarDay({ year, month: day, day: month })
}

function sexPoints(a: PersonLike, b: PersonLike): Point {
  if (!a.sex || !b.sex) return nothing
  return a.sex === b.sex ? { reason: 'sameSex', points: 5 } : { reason: 'differentSex', points: -25 }
}

function motherPoints(a: Prepared, b: Prepared): Point {
  if (a.motherNik && a.motherNik === b.motherNik) return { reason: 'sameMother', points: 20 }
  if (a.motherWords.length === 0 || b.motherWords.length === 0) return nothing
  const likeness = nameLikeness(a.motherWords, b.motherWords)
  if (likeness >= similarFrom) return { reason: 'sameMother', points: 15 }
  return likeness < motherDiffersBelow ? { reason: 'differentMother', points: -20 } : nothing
}

/** Twins share everything but the order of birth. */
function orderPoints(a: PersonLike, b: PersonLike): Point {
  if (a.birthOrder === undefined || b.birthOrder === undefined || a.birthOrder === b.birthOrder)
    return nothing
  return { reason: 'differentBirthOrder', points: -40 }
}

/** Without a birth date, the same name of several words is enough to be asked about. */
function undatedPoints(a: Prepared, b: Prepared, name: Point): number {
  const undated = !a.birthDate || !b.birthDate
  const telling = Math.min(a.words.length, b.words.length) >= 2
  return undated && telling && name.reason === 'sameName' ? 10 : 0
}
