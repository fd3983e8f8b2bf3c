import type { Answers, Context, PastVisit } from '#domain/instruments/instrument.ts'
import { openPregnancyOn } from '#domain/pregnancy/gestation.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PersonFile, PregnancyEpisode, VisitEntry } from './person-file.ts'

/** What the rules are told of a person on a day: all that was recorded on earlier days, and what records keep. */
export function contextFor(file: PersonFile, day: CalendarDay, settings: Settings): Context {
  const earlier = file.visits.filter((visit) => visit.visitedOn < day)
  return contextWith(file, day, settings, inOrder(earlier).map(pastVisitOf))
}

/** The same with the history already in order, for a file assessed visit by visit. */
export function contextWith(
  file: PersonFile,
  day: CalendarDay,
  settings: Settings,
  history: readonly PastVisit[],
): Context {
  return {
    person: { sex: file.sex, birthDate: file.birthDate },
    birthDateExact: file.birthDateExact,
    day,
    history,
    settings,
    given: givenOn(file, day),
  }
}

/** Oldest first; visits of one day keep the order of their ids, so that every device agrees. */
export const inOrder = (visits: readonly VisitEntry[]): readonly VisitEntry[] =>
  [...visits].sort((one, other) =>
    one.visitedOn === other.visitedOn ? order(one.id, other.id) : order(one.visitedOn, other.visitedOn),
  )

const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

export const pastVisitOf = ({ instrument, visitedOn, answers, onPosyanduDay }: VisitEntry): PastVisit => ({
  instrument,
  day: visitedOn,
  answers,
  onPosyanduDay,
})

/** Answers that stand in the person's and the pregnancy's record. */
export function givenOn(file: PersonFile, day: CalendarDay): Answers {
  const { birthWeightKg } = file
  const pregnancy = openPregnancyOn(file.pregnancies, day)
  return {
    ...(birthWeightKg !== undefined && { birthWeightKg }),
    ...(pregnancy ? { pregnant: true, ...pregnancyAnswers(pregnancy) } : deliveryAnswers(file, day)),
  }
}

function pregnancyAnswers(pregnancy: PregnancyEpisode): Answers {
  const { id: _, endedOn: __, outcome: ___, ...answers } = pregnancy
  return answers
}

/** Two years of breastfeeding follow a delivery; the day before that no rule asks for it. */
function deliveryAnswers(file: PersonFile, day: CalendarDay): Answers {
  const days = file.pregnancies
    .filter(({ outcome }) => outcome === undefined || outcome === 'delivered')
    .flatMap(({ endedOn }) => (endedOn !== undefined && endedOn <= day ? [endedOn] : []))
  const deliveredOn = days.reduce<CalendarDay | undefined>(
    (latest, one) => (latest === undefined || one > latest ? one : latest),
    undefined,
  )
  return deliveredOn === undefined ? {} : { deliveredOn }
}
