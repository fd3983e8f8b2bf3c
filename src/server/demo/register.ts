import type { Answers } from '#domain/instruments/instrument.ts'
import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { minutesAfterOpening } from './calendar.ts'
import { careAnswers } from './care.ts'
import type { Course } from './course.ts'
import type { DemoChange, DemoGroup, DemoHousehold, DemoPerson } from './demo.ts'
import { toldDoses } from './doses.ts'
import { birthToldOn } from './pregnancies.ts'

const fieldValues = (fields: object) => fields as Readonly<Record<string, FieldValue>>

/** A child born since is registered some days after birth. */
const newbornAfterDays = 3
/** What is told in the evening is written after the people, who are registered in the first hours of a day. */
const eveningMinutes = 600

/** The households with those who lived by then, each child with the doses of its book; the newborn as they come. */
export function registerAll(
  households: readonly DemoHousehold[],
  courses: readonly Course[],
  registered: CalendarDay,
): readonly DemoGroup[] {
  const courseOf = new Map(courses.map((course) => [course.person.id, course]))
  return households.flatMap(({ id, posyanduId, fields, people }, index): DemoGroup[] => {
    const own = people.flatMap((person) => courseOf.get(person.id) ?? [])
    const lived = own.filter(({ person }) => person.birthDate <= registered)
    const born = own.filter(({ person }) => person.birthDate > registered)
    const household: DemoChange = { kind: 'household', id, set: fields }
    const written = (at: number, changes: readonly DemoChange[]) => ({ at, posyanduId, changes })
    return [
      written(minutesAfterOpening(registered, index * 3), [
        household,
        ...lived.flatMap((course) => [personChange(course), ...dosesUntil(course, registered)]),
      ]),
      ...born.map((course) =>
        written(minutesAfterOpening(addDays(course.person.birthDate, newbornAfterDays), index), [
          personChange(course),
          ...dosesUntil(course, course.person.birthDate),
        ]),
      ),
    ]
  })
}

const personChange = ({ person, kept }: Course): DemoChange => ({
  kind: 'person',
  id: person.id,
  set: fieldValues({ ...kept, ...person.fields }),
})

const isUntil =
  (until: CalendarDay) =>
  ([, on]: readonly [string, string | undefined]) =>
    on !== undefined && on <= until

const dosesUntil = ({ person, told }: Course, until: CalendarDay): readonly DemoChange[] =>
  toldDoses(person.id, Object.fromEntries(Object.entries(told).filter(isUntil(until))))

/** Doses given at school since the register was taken, each told that evening. */
export function laterDoses({ person, told }: Course, registered: CalendarDay): readonly DemoGroup[] {
  if (person.birthDate > registered) return []
  const later = Object.entries(told).filter((dose) => !isUntil(registered)(dose))
  return later.map(([doseId, on]) => ({
    at: minutesAfterOpening(on, eveningMinutes),
    posyanduId: person.posyanduId,
    changes: toldDoses(person.id, { [doseId]: on }),
  }))
}

/** A pregnancy is known some weeks after it began, each visit to nakes that evening, its end on the day after. */
export function pregnancyGroups(person: DemoPerson, registered: CalendarDay): readonly DemoGroup[] {
  const written = (id: string, day: CalendarDay, set: Answers): DemoGroup => ({
    at: minutesAfterOpening(day < registered ? registered : day, eveningMinutes),
    posyanduId: person.posyanduId,
    changes: [{ kind: 'pregnancy', id, set: fieldValues(set) }],
  })
  return person.pregnancies.flatMap(({ id, knownOn, begun, endedOn, delivery, care }) => [
    written(id, knownOn, { personId: person.id, ...begun }),
    ...care.map((visit) => written(id, laterOf(visit.on, knownOn), careAnswers([visit]))),
    ...(endedOn === undefined
      ? []
      : [written(id, birthToldOn(endedOn), { endedOn, outcome: 'delivered', ...delivery })]),
  ])
}

const laterOf = (one: CalendarDay, other: CalendarDay) => (one > other ? one : other)
