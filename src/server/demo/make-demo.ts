import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { posyanduDayId } from '#protocol/records/ids.ts'
import { minutesAfterOpening, posyanduDaysBefore, registeredOn } from './calendar.ts'
import type { Demo, DemoChange, DemoGroup, DemoHousehold, DemoPerson, DemoPosyandu } from './demo.ts'
import { makeFamilies } from './families.ts'
import { makeHousehold } from './households.ts'
import { recordId } from './ids.ts'
import { knownOn } from './known-on.ts'
import { type Random, seededRandom } from './random.ts'
import { visitsOfDay } from './visits.ts'

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
 * A whole invented puskesmas: 300 people of every stage and twelve months of posyandu days and visits before `today`.
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
  const people = households.flatMap((household) => household.people)
  const groups = [
    ...households.flatMap((household, index) => register(household, registered, index)),
    ...people.flatMap((person) => pregnancyGroups(person, registered)),
    ...posyandu.flatMap((post, index) => {
      const courses = people
        .filter((person) => person.posyanduId === post.id)
        .map((person) => ({ person, visits: [] }))
      const days = calendars[index % calendars.length] ?? []
      return days.flatMap((held) =>
        openAndClose(post, held).concat(visitsOfDay(random, courses, held, today)),
      )
    }),
  ]
  return {
    puskesmas: { name: 'Puskesmas Rapak Mahang' },
    posyandu,
    groups: groups.sort((a, b) => a.at - b.at),
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

/** The household with those who lived by then; a child born since is registered some days after birth. */
function register(household: DemoHousehold, registered: CalendarDay, index: number): DemoGroup[] {
  const { id, posyanduId, fields, people } = household
  const lived = people.filter((person) => person.birthDate <= registered)
  const born = people.filter((person) => person.birthDate > registered)
  const first: DemoChange = { kind: 'household', id, set: fields }
  return [
    {
      at: minutesAfterOpening(registered, index * 3),
      posyanduId,
      changes: [first, ...lived.map(personChange)],
    },
    ...born.map((person) => ({
      at: minutesAfterOpening(addDays(person.birthDate, 3), index),
      posyanduId,
      changes: [personChange(person)],
    })),
  ]
}

const fieldValues = (fields: object) => fields as Readonly<Record<string, FieldValue>>

const personChange = (person: DemoPerson): DemoChange => ({
  kind: 'person',
  id: person.id,
  set: fieldValues(person.fields),
})

/** A pregnancy is known some weeks after it began, and its end on the day after. */
function pregnancyGroups(person: DemoPerson, registered: CalendarDay): DemoGroup[] {
  return person.pregnancies.flatMap((episode) => {
    const { id, endedOn, outcome, ...begun } = episode
    const written = (day: CalendarDay, set: object): DemoGroup => ({
      // Written after the people, who are registered in the first hours of that day.
      at: minutesAfterOpening(day < registered ? registered : day, 600),
      posyanduId: person.posyanduId,
      changes: [{ kind: 'pregnancy', id, set: fieldValues(set) }],
    })
    const first = written(knownOn(episode), { personId: person.id, ...begun })
    if (endedOn === undefined) return [first]
    const end = written(addDays(endedOn, 1), { endedOn, outcome })
    return [first, end]
  })
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
