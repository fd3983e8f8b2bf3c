import { hasValue, numberIn, textIn } from '#domain/instruments/read-answer.ts'
import { gestationStart } from '#domain/pregnancy/gestation.ts'
import { episodeIn, maternalStateIn } from '#domain/rules/maternal-state.ts'
import { numberSetting } from '#domain/settings.ts'
import { addDays, addMonths, type CalendarDay } from '#domain/time/calendar-day.ts'
import { dayTold, type DueContext, lastSaidOn, servedOn } from './due-context.ts'
import type { DueHead, DueItem } from './due-item.ts'
import { itemInWindow, itemRepeated } from './windows.ts'

const visits: DueHead = { card: 'R-BH-K', source: 'Permenkes 21/2021' }
const tablets: DueHead = { card: 'R-BH-TTD', source: 'Buku KIA 2023; KMK HK.01.07/MENKES/1092/2024' }
const tetanus: DueHead = { card: 'status_td', source: 'Buku KIA 2023; Permenkes 12/2017' }

const week = 7
/** K4 and K5 should have been by 36 weeks, K6 by 40. */
const fifthByDay = 36 * week
const sixthByDay = 40 * week
/** "Up to 40 weeks" is up to 40 weeks and 6 days, as "up to 12 weeks" is. */
const lastDay = 41 * week - 1

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
    expectedBy(item('k4', third, lastDay, 'missed'), addDays(start, fifthByDay), day),
    expectedBy(item('k5', third, lastDay, 'missed'), addDays(start, fifthByDay), day),
    expectedBy(item('k6', third, lastDay, 'missed'), addDays(start, sixthByDay), day),
  ]
}

/** Within its window a visit that should have been by now is late. */
const expectedBy = (item: DueItem, by: CalendarDay, day: CalendarDay): DueItem =>
  item.state === 'due' && day >= by ? { ...item, state: 'late', because: 'expectedBefore' } : item

/** One tablet a day (TTD or MMS): done while a visit of the past month says so, or handed them out. */
function tabletItem(context: DueContext): DueItem {
  const start = gestationStart(episodeIn(context))
  const served = ['ttd', 'mms']
    .flatMap((kind) => servedOn(context, kind))
    .filter((on) => !start || on >= start)
  const isMms =
    context.answers['tabletKind'] === 'mms' || servedOn(context, 'mms').some((on) => served.includes(on))
  const product = isMms ? 'mms' : 'ttd'
  const told = lastSaidOn(
    context,
    (answers) => answers['tabletIntake'] !== undefined || (numberIn(answers, 'tabletsGiven') ?? 0) > 0,
  )
  const last = [...served, ...(told === undefined ? [] : [told])].sort().at(-1)
  const intake = textIn(context.answers, 'tabletIntake')
  if (intake === 'notDaily') return { ...tablets, product, state: 'late', because: 'notDaily' }
  return itemRepeated(tablets, { product, day: context.day, lastOn: last, everyMonths: 1 })
}

/** Months from the dose that gave a protection to the next one: half a year, a year, a year (Buku KIA 2023). */
const monthsAfter: Readonly<Record<string, number>> = { T2: 6, T3: 12, T4: 12 }
/** From the first dose to the second: four weeks. */
const daysAfterFirst = 28
const protections = ['T0', 'T1', 'T2', 'T3', 'T4', 'T5'] as const

const rankOf = (status: string) => protections.findIndex((one) => one === status)

/**
 * The visit that first told of this protection after an earlier one had told of less: the dose was given by then.
 * Nothing where the first that was ever told is this one: nobody knows since when it holds.
 */
function protectedOn({ history }: DueContext, status: string): CalendarDay | undefined {
  const told = history.flatMap(({ day, answers }) => {
    const said = textIn(answers, 'tetanusStatus')
    return said === undefined ? [] : [{ day, rank: rankOf(said) }]
  })
  const lessOn = told.reduce<CalendarDay | undefined>(
    (last, { day, rank }) => (rank < rankOf(status) ? day : last),
    undefined,
  )
  return lessOn === undefined ? undefined : told.find(({ day }) => day > lessOn)?.day
}

const nextFrom = (status: string, on: CalendarDay): CalendarDay =>
  status === 'T1' ? addDays(on, daysAfterFirst) : addMonths(on, monthsAfter[status] ?? 0)

/** The next dose of Td by the status that nakes noted; too early only where the visits tell when it changed. */
function tetanusItem(context: DueContext): readonly DueItem[] {
  const status = textIn(context.answers, 'tetanusStatus')
  if (status === 'T5') return [{ ...tetanus, product: 'td', state: 'done', because: 'protected' }]
  if (status === undefined) return [{ ...tetanus, product: 'td', state: 'due', because: 'statusUnknown' }]
  const months = monthsAfter[status] ?? 0
  const facts = { status, ...(months > 0 && { monthsSinceLast: months }) }
  const on = protectedOn(context, status)
  const from = on === undefined ? undefined : nextFrom(status, on)
  const item = { ...tetanus, product: 'td', facts }
  if (from !== undefined && context.day < from)
    return [{ ...item, from, state: 'notYet', because: 'intervalNotOver' }]
  return [{ ...item, ...(from !== undefined && { from }), state: 'due', because: 'notFullyProtected' }]
}
