import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { posyanduDayId } from '#protocol/records/ids.ts'
import { minutesAfterOpening, posyanduDaysBefore, registeredOn } from './calendar.ts'
import { createBestAnswer } from './best-answers.ts'
import { beginCourse } from './course.ts'
import type { Demo, DemoGroup, DemoHousehold, DemoPosyandu } from './demo.ts'
import { makeFamilies } from './families.ts'
import { makeHousehold } from './households.ts'
import { recordId } from './ids.ts'
import { puskesmasName } from './place.ts'
import { type Random, seededRandom } from './random.ts'
import { laterDoses, pregnancyGroups, registerAll } from './register.ts'
import { type Telling, visitsOfDay } from './visits.ts'

export type DemoOrder = {
  readonly today: CalendarDay
  readonly seed: number
  /** The posyandu as the puskesmas has them; left out, two are made. */
  readonly posyandu?: readonly DemoPosyandu[]
}

const posyanduNames = ['Posyandu Teratai 1', 'Posyandu Melati 2'] as const
/** Each posyandu opens on its own day of the month. */
const openingDays = [8, 14] as const
const closesAfterMinutes = 240

/**
 * A whole invented puskesmas: 300 people of every stage and twelve months of posyandu days, visits and doses before `today`.
 * The same order gives the same demo, id for id.
 */
export function makeDemo(order: DemoOrder): Demo {
  const random = seededRandom(order.seed)
  const { today } = order
  const calendars = openingDays.map((dayOfMonth) => posyanduDaysBefore(today, dayOfMonth))
  const firstDays = calendars.map((days) => days[0] ?? today).sort()
  const registered = registeredOn(firstDays[0] ?? today)
  const posyandu = order.posyandu ?? makePosyandu(random, minutesAfterOpening(registered, 0))
  const households = settle(random, order, registered, posyandu)
  const courses = households
    .flatMap((household) => household.people)
    .map((person) => beginCourse(random, person, registered, today))
  const telling = { random, best: createBestAnswer(), nth: counter() }
  const groups = [
    ...registerAll(households, courses, registered),
    ...courses.flatMap(({ person }) => pregnancyGroups(person, registered)),
    ...courses.flatMap((course) => laterDoses(course, registered)),
    ...posyandu.flatMap((post, index) => {
      const own = courses.filter(({ person }) => person.posyanduId === post.id)
      const days = calendars[index % calendars.length] ?? []
      return days.flatMap((held) => openAndClose(post, held).concat(visitsOfDay(telling, own, held, today)))
    }),
  ]
  return {
    puskesmas: { name: puskesmasName },
    posyandu,
    groups: groups.sort((a, b) => a.at - b.at),
  }
}

/** Counts visits by stage of life, the first being 0. */
function counter(): Telling['nth'] {
  const counted = new Map<string, number>()
  return (stage) => {
    const nth = counted.get(stage) ?? 0
    counted.set(stage, nth + 1)
    return nth
  }
}

const makePosyandu = (random: Random, at: number): readonly DemoPosyandu[] =>
  posyanduNames.map((name) => ({ id: recordId(random, at), name }))

/** The families, by turns in the areas of the posyandu. */
function settle(
  random: Random,
  { today }: DemoOrder,
  registered: CalendarDay,
  posyandu: readonly DemoPosyandu[],
): readonly DemoHousehold[] {
  let serial = 0
  const making = { random, today, at: minutesAfterOpening(registered, 0), nextSerial: () => (serial += 1) }
  return makeFamilies(random).map((family, index) =>
    makeHousehold(making, family, posyandu[index % posyandu.length]?.id ?? ''),
  )
}

function openAndClose({ id, name }: DemoPosyandu, held: CalendarDay): DemoGroup[] {
  const day = posyanduDayId(id, held)
  const openedAt = minutesAfterOpening(held, 0)
  const closedAt = minutesAfterOpening(held, closesAfterMinutes)
  return [
    {
      at: openedAt,
      posyanduId: id,
      changes: [
        { kind: 'posyanduDay', id: day, set: { posyanduId: id, heldOn: held, place: name, openedAt } },
      ],
    },
    { at: closedAt, posyanduId: id, changes: [{ kind: 'posyanduDay', id: day, set: { closedAt } }] },
  ]
}
