import { ageIn } from '#domain/instruments/age-in.ts'
import { hasValue, numberIn, textIn } from '#domain/instruments/read-answer.ts'
import { lastPostpartumDay } from '#domain/pregnancy/gestation.ts'
import { daysSinceDelivery, maternalStateIn } from '#domain/rules/maternal-state.ts'
import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import { dayTold, type DueContext, servedOn } from './due-context.ts'
import type { DueHead, DueItem } from './due-item.ts'
import { daysAfter, itemInWindow } from './windows.ts'

const postpartum: DueHead = { card: 'R-NF-KF', source: 'Permenkes 21/2021' }
const newborn: DueHead = { card: 'R-BY-KN', source: 'Buku KIA 2023' }
const vitamin: DueHead = { card: 'R-NF-VITA', source: 'Buku KIA 2023' }
const planning: DueHead = { card: 'R-NF-KB', source: 'Buku KIA 2023' }

/** First and last day after birth, the day of birth being day 0; without its hour KF1 and KN1 are days 0–2. */
const motherVisits = { kf1: [0, 2], kf2: [3, 7], kf3: [8, 28], kf4: [29, 42] } as const
const childVisits = { kn0: [0, 0], kn1: [0, 2], kn2: [3, 7], kn3: [8, 28] } as const

/** The questions that tell of a visit, where they are not called as it is. */
const questionOf: Readonly<Record<string, string>> = {
  kn0: 'newbornVisit0',
  kn1: 'newbornVisit1',
  kn2: 'newbornVisit2',
  kn3: 'newbornVisit3',
}

/** How long after birth a visit that was missed is still told. */
const toldUntilDay = 60

type Visits = Readonly<Record<string, readonly [first: number, last: number]>>

function visitItems(
  head: DueHead,
  visits: Visits,
  born: CalendarDay,
  context: DueContext,
): readonly DueItem[] {
  return Object.entries(visits).map(([product, [first, last]]) => {
    const question = questionOf[product] ?? product
    return itemInWindow(head, {
      product,
      window: daysAfter(born, first, last),
      day: context.day,
      givenOn: dayTold(context, question) ?? (hasValue(context.answers[question]) ? context.day : undefined),
      after: 'missed',
    })
  })
}

/** What a mother is owed after birth: KF1–KF4, two capsules of vitamin A, family planning. */
export function postpartumDue(context: DueContext): readonly DueItem[] {
  const since = daysSinceDelivery(context)
  const born = textIn(context.answers, 'deliveredOn')
  if (born === undefined || since === undefined || maternalStateIn(context) === 'pregnant') return []
  if (since > toldUntilDay) return []
  return [
    ...visitItems(postpartum, motherVisits, born, context),
    ...capsules(context, born),
    familyPlanning(context, born),
  ]
}

/**
 * The days of the capsules since the birth: by their own dates, by the number handed out at visits, or by single records,
 * whichever tells of more. The same capsule may stand in all three.
 */
function capsuleDays(context: DueContext, born: CalendarDay): readonly CalendarDay[] {
  const dated = [dayTold(context, 'vitaminAFirstOn'), dayTold(context, 'vitaminASecondOn')]
  const handed = context.history
    .filter(({ day, answers }) => day >= born && numberIn(answers, 'vitaminACapsules') !== undefined)
    .flatMap(({ day, answers }) =>
      Array.from({ length: numberIn(answers, 'vitaminACapsules') ?? 0 }, () => day),
    )
  const served = servedOn(context, 'vitaminA').filter((day) => day >= born)
  const known = [dated.filter((day) => day !== undefined), handed, served]
  return known.reduce((most, one) => (one.length > most.length ? one : most))
}

/** The first soon after birth, the second at least a day later, both by day 42 and not after it. */
function capsules(context: DueContext, born: CalendarDay): readonly DueItem[] {
  const { day } = context
  const [first, second] = capsuleDays(context, born)
  const after = 'tooLate'
  const window = daysAfter(born, 0, lastPostpartumDay)
  const opens = first === undefined ? addDays(born, 1) : addDays(first, 1)
  return [
    itemInWindow(vitamin, { product: 'vitaminA1', window, day, givenOn: first, after }),
    itemInWindow(vitamin, {
      product: 'vitaminA2',
      window: { from: opens, until: window.until },
      day,
      givenOn: second,
      after,
    }),
  ]
}

function familyPlanning(context: DueContext, born: CalendarDay): DueItem {
  const { answers, day } = context
  const method = textIn(answers, 'familyPlanningMethod')
  const uses = answers['usesFamilyPlanning'] === true || (method !== undefined && method !== 'none')
  const window = daysAfter(born, 0, lastPostpartumDay)
  const base = { ...planning, product: 'kb', ...window }
  if (uses) return { ...base, state: 'done', because: 'usesMethod' }
  const servedFrom = servedOn(context, 'familyPlanning').find((on) => on >= born)
  return itemInWindow(planning, { product: 'kb', window, day, givenOn: servedFrom, after: 'late' })
}

/** What a newborn is owed: the first hours, KN1–KN3. */
export function newbornDue(context: DueContext): readonly DueItem[] {
  const { birthDate } = context.person
  const days = ageIn(context)?.days
  if (birthDate === undefined || days === undefined || days > toldUntilDay) return []
  return visitItems(newborn, childVisits, birthDate, context)
}
