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
  const pregnancy = openPregnancyOn(file.pregnancies, day)
  return {
    ...file.kept,
    ...(pregnancy ? { pregnant: true, ...pregnancyAnswers(pregnancy) } : deliveryAnswers(file, day)),
  }
}

/** The pregnancy of which a visit on that day speaks: the open one, else the one that ended last in a delivery. */
export const pregnancyOn = (
  { pregnancies }: Pick<PersonFile, 'pregnancies'>,
  day: CalendarDay,
): PregnancyEpisode | undefined => openPregnancyOn(pregnancies, day) ?? latestDelivery(pregnancies, day)

function pregnancyAnswers(pregnancy: PregnancyEpisode): Answers {
  const { id: _, endedOn: __, outcome: ___, ...answers } = pregnancy
  return answers
}

/** What is kept of the latest delivery by that day. How the pregnancy was dated is no longer asked. */
function deliveryAnswers(file: PersonFile, day: CalendarDay): Answers {
  const latest = latestDelivery(file.pregnancies, day)
  if (latest?.endedOn === undefined) return {}
  const {
    id: _,
    endedOn,
    outcome: __,
    lastMenstrualPeriodOn: ___,
    estimatedGestationWeeks: ____,
    estimatedOn: _____,
    dueOn: ______,
    dueOnSource: _______,
    ...kept
  } = latest
  return { ...kept, deliveredOn: endedOn }
}

function latestDelivery(
  pregnancies: readonly PregnancyEpisode[],
  day: CalendarDay,
): PregnancyEpisode | undefined {
  const delivered = pregnancies.filter(
    ({ outcome, endedOn }) =>
      (outcome === undefined || outcome === 'delivered') && endedOn !== undefined && endedOn <= day,
  )
  return delivered.reduce<PregnancyEpisode | undefined>(
    (latest, one) => ((one.endedOn ?? '') > (latest?.endedOn ?? '') ? one : latest),
    undefined,
  )
}
