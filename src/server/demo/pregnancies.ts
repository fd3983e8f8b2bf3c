import type { Answers } from '#domain/instruments/instrument.ts'
import { gestationStart } from '#domain/pregnancy/gestation.ts'
import { addDays, type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'
import { type Body, round } from './body.ts'
import { type CareVisit, careAnswers, careVisits, deliveryAnswers } from './care.ts'
import type { Family, Member } from './families.ts'
import { recordId } from './ids.ts'
import type { Random } from './random.ts'

/** An episode with what cards keep of it, each from the day on which it is told. */
export type DemoPregnancy = {
  readonly id: string
  /** The day on which it is told: when its weeks were estimated, else six weeks after HPHT. */
  readonly knownOn: CalendarDay
  readonly begun: Omit<PregnancyEpisode, 'id' | 'endedOn' | 'outcome'> & Answers
  readonly endedOn?: CalendarDay
  readonly delivery: Answers
  readonly care: readonly CareVisit[]
}

const knownAfterDays = 42

type Making = { readonly random: Random; readonly today: CalendarDay; readonly at: number }

/** The pregnancy of today, and that of the youngest child where it ended within the last fourteen months. */
export function pregnanciesOf(making: Making, mother: Member, family: Family, body: Body): DemoPregnancy[] {
  const { random, today, at } = making
  const children = family.filter((member) => member.role === 'child')
  const youngest = Math.min(...children.map((child) => child.ageDays))
  const id = recordId(random, at)
  if (mother.pregnantDays !== undefined) {
    const start = addDays(today, -mother.pregnantDays)
    // Two of the ten do not know their HPHT: the weeks were estimated at their first visit.
    const dating =
      mother.pregnantDays % 5 === 3
        ? { estimatedGestationWeeks: 5, estimatedOn: addDays(start, 35) }
        : { lastMenstrualPeriodOn: start }
    const begun = { ...dating, ...historyOf(random, body, children.length + 1, youngest) }
    return [whole(making, id, begun)]
  }
  if (!(youngest < 420)) return []
  const endedOn = addDays(today, -youngest)
  const lastMenstrualPeriodOn = addDays(endedOn, -random.whole(262, 287))
  const older = children.map(({ ageDays }) => ageDays).filter((days) => days > youngest)
  const begun = {
    lastMenstrualPeriodOn,
    ...historyOf(random, body, children.length, Math.min(...older) - youngest),
  }
  return [whole(making, id, begun, endedOn)]
}

/** What the head of the pregnancy card asks; the time since the birth before in days. */
function historyOf(random: Random, body: Body, gravida: number, since: number) {
  const weight = body.adultBmi * (body.adultHeightCm / 100) ** 2
  const months = Math.max(0, Math.round(since / 30.4375) - 9)
  return {
    gravida,
    heightCm: body.adultHeightCm,
    prePregnancyWeightKg: round(weight, 1),
    firstVisitWeightKg: round(weight + random.between(0, 1.5), 1),
    hasKiaBook: true,
    ...(gravida > 1 &&
      Number.isFinite(since) && { birthSpacing: { years: Math.floor(months / 12), months: months % 12 } }),
  }
}

function whole(
  { random, today }: Making,
  id: string,
  begun: DemoPregnancy['begun'],
  endedOn?: CalendarDay,
): DemoPregnancy {
  const episode = { id, ...begun, ...(endedOn && { endedOn }) }
  const start = gestationStart(episode) ?? today
  const weeks = endedOn === undefined ? 0 : Math.floor(daysBetween(start, endedOn) / 7)
  return {
    id,
    knownOn: begun.estimatedOn ?? addDays(start, knownAfterDays),
    begun,
    ...(endedOn && { endedOn }),
    delivery: endedOn === undefined ? {} : deliveryAnswers(random, weeks, begun.gravida ?? 1),
    care: careVisits(random, episode, today),
  }
}

/** The pregnancies as records tell of them at the opening of a day. What happened yesterday is written tonight. */
export function episodesOn(
  pregnancies: readonly DemoPregnancy[],
  day: CalendarDay,
): readonly PregnancyEpisode[] {
  return pregnancies
    .filter(({ knownOn }) => knownOn < day)
    .map(({ id, begun, endedOn, delivery, care }) => ({
      id,
      ...begun,
      ...careAnswers(care.filter(({ on }) => on < day)),
      ...(endedOn !== undefined && isTold(endedOn, day) && { endedOn, outcome: 'delivered', ...delivery }),
    }))
}

/** A birth is told on the evening of the day after it. */
export const birthToldOn = (endedOn: CalendarDay): CalendarDay => addDays(endedOn, 1)
const isTold = (endedOn: CalendarDay, day: CalendarDay) => birthToldOn(endedOn) < day

/** Whether a mother gave birth so few days ago that nobody has told of it yet. */
export const isInChildbed = (pregnancies: readonly DemoPregnancy[], day: CalendarDay): boolean =>
  pregnancies.some(({ endedOn }) => endedOn !== undefined && endedOn <= day && !isTold(endedOn, day))
