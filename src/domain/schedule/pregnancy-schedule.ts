import { hasValue, textIn } from '#domain/instruments/read-answer.ts'
import { gestationStart } from '#domain/pregnancy/gestation.ts'
import { episodeIn, maternalStateIn } from '#domain/rules/maternal-state.ts'
import { numberSetting } from '#domain/settings.ts'
import { addDays, type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'
import { dayTold, type DueContext, lastSaidOn } from './due-context.ts'
import type { DueHead, DueItem } from './due-item.ts'
import { itemInWindow, itemRepeated } from './windows.ts'

const visits: DueHead = { card: 'R-BH-K', source: 'Permenkes 21/2021' }
const tablets: DueHead = { card: 'R-BH-TTD', source: 'Buku KIA 2023; KMK HK.01.07/MENKES/1092/2024' }
const tetanus: DueHead = { card: 'status_td', source: 'Buku KIA 2023; Permenkes 12/2017' }

const week = 7
/** K4 and K5 should have been by 36 weeks, K6 by 40. */
const thirdPartDay = 36 * week
const lastDay = 40 * week

/** What an open pregnancy is owed: K1–K6, tablets, protection against tetanus. */
export function pregnancyDue(context: DueContext): readonly DueItem[] {
  if (maternalStateIn(context) !== 'pregnant') return []
  const start = gestationStart(episodeIn(context))
  return [
    ...(start === undefined ? [] : visitItems(context, start)),
    tabletItem(context),
    ...tetanusItem(context),
  ]
}

function visitItems(context: DueContext, start: CalendarDay): readonly DueItem[] {
  const { day, settings } = context
  const second = numberSetting(settings, 'trimesterASecondFromDay')
  const third = numberSetting(settings, 'trimesterAThirdFromDay')
  const window = (from: number, until: number) => ({
    from: addDays(start, from),
    until: addDays(start, until),
  })
  const given = (id: string) => dayTold(context, id) ?? (hasValue(context.answers[id]) ? day : undefined)
  const item = (product: string, from: number, until: number, after: 'late' | 'missed') =>
    itemInWindow(visits, { product, window: window(from, until), day, givenOn: given(product), after })
  return [
    // Later than twelve weeks it is still made, as "K1 akses".
    item('k1', 0, second - 1, 'late'),
    item('k2', second, third - 1, 'missed'),
    item('k3', second, third - 1, 'missed'),
    thirdTrimester(item('k4', third, lastDay, 'missed'), start, thirdPartDay, day),
    thirdTrimester(item('k5', third, lastDay, 'missed'), start, thirdPartDay, day),
    sixth(item('k6', third, lastDay, 'missed'), start, day),
  ]
}

/** Within its window a visit that should have been by now is late. */
function thirdTrimester(item: DueItem, start: CalendarDay, by: number, day: CalendarDay): DueItem {
  const isOverdue = item.state === 'due' && daysBetween(start, day) >= by
  return isOverdue ? { ...item, state: 'late', because: 'expectedBefore' } : item
}

/** K6 may be made from the third trimester, and belongs to its last weeks. */
function sixth(item: DueItem, start: CalendarDay, day: CalendarDay): DueItem {
  const isEarly = item.state === 'due' && daysBetween(start, day) < thirdPartDay
  return isEarly ? { ...item, state: 'open', because: 'beforeLastWeeks' } : item
}

/** One tablet a day (TTD or MMS): done while the last visit of the past month says so. */
function tabletItem(context: DueContext): DueItem {
  const product = context.answers['tabletKind'] === 'mms' ? 'mms' : 'ttd'
  const last = lastSaidOn(context, (answers) => answers['tabletIntake'] !== undefined)
  const intake = textIn(context.answers, 'tabletIntake')
  if (intake === 'notDaily') return { ...tablets, product, state: 'late', because: 'notDaily' }
  return itemRepeated(tablets, { product, day: context.day, lastOn: last, everyMonths: 1 })
}

/** Months between one protection and the next: T2 four weeks after T1, then half a year, a year, a year. */
const nextAfter = { T1: 0, T2: 6, T3: 12, T4: 12 } as const

/** The next dose of Td by the status that nakes noted. Since when it holds is not on the card: it is due. */
function tetanusItem({ answers }: DueContext): readonly DueItem[] {
  const status = textIn(answers, 'tetanusStatus')
  if (status === 'T5') return [{ ...tetanus, product: 'td', state: 'done', because: 'protected' }]
  if (status === undefined) return [{ ...tetanus, product: 'td', state: 'due', because: 'statusUnknown' }]
  const months = nextAfter[status as keyof typeof nextAfter] ?? 0
  const facts = { status, ...(months > 0 && { monthsSinceLast: months }) }
  return [{ ...tetanus, product: 'td', state: 'due', because: 'notFullyProtected', facts }]
}
