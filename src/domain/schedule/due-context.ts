import { hasValue, latestBefore, textIn } from '#domain/instruments/read-answer.ts'
import type { Answers, AnswerValue, FieldContext, PastVisit } from '#domain/instruments/instrument.ts'
import type { PersonOn } from '#domain/person/person.ts'
import { gestationStart } from '#domain/pregnancy/gestation.ts'
import { episodeIn } from '#domain/rules/maternal-state.ts'
import type { Settings } from '#domain/settings.ts'
import { type CalendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'
import { type GivenDoses, givenDoses } from './doses.ts'

/** What the schedules look at: the latest answer to every question, and what was given when. */
export type DueContext = FieldContext & { readonly doses: GivenDoses }

/** Answers that speak of one pregnancy and say nothing of another. */
const ofOnePregnancy: ReadonlySet<string> = new Set([
  'k1',
  'k2',
  'k3',
  'k4',
  'k5',
  'k6',
  'kf1',
  'kf2',
  'kf3',
  'kf4',
  'tabletIntake',
  'vitaminAFirstOn',
  'vitaminASecondOn',
  'familyPlanningMethod',
  'usesFamilyPlanning',
  'breastfeeding',
])

/** Gathers what is known of a person by the end of a day. `given`: what the person's and pregnancy's records keep. */
export function dueContextOf(
  person: PersonOn,
  history: readonly PastVisit[],
  day: CalendarDay,
  settings: Settings,
  given: Answers = {},
): DueContext {
  const known = history.filter((visit) => visit.day <= day)
  const visits = [...known].sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
  const context = { person, history: visits, day, settings, given }
  const latest = { ...foldAnswers(visits), ...given }
  const begun = pregnancyBegun({ ...context, answers: latest })
  const answers = begun === undefined ? latest : { ...latest, ...ofPregnancy(visits, begun), ...given }
  return { ...context, answers, doses: givenDoses(context) }
}

/** The latest value of every question that was ever answered. */
function foldAnswers(visits: readonly PastVisit[]): Answers {
  const all: Record<string, AnswerValue> = {}
  for (const { answers } of visits) {
    for (const [id, value] of Object.entries(answers)) {
      if (value !== undefined && hasValue(value)) all[id] = value
    }
  }
  return all
}

const pregnancyBegun = (context: FieldContext): CalendarDay | undefined => gestationStart(episodeIn(context))

/** The same of this pregnancy and what follows it alone; what was said before it is taken back. */
function ofPregnancy(
  visits: readonly PastVisit[],
  begun: CalendarDay,
): Record<string, AnswerValue | undefined> {
  const since = foldAnswers(visits.filter(({ day }) => day >= begun))
  return Object.fromEntries([...ofOnePregnancy].map((id) => [id, since[id]]))
}

/** The last day on which one of the fields was answered, today included. */
export function lastAnsweredOn(context: DueContext, ...fields: readonly string[]): CalendarDay | undefined {
  return latestBefore(context, (answers) => (fields.some((id) => hasValue(answers[id])) ? true : undefined))
    ?.day
}

/** The last day on which a visit said so. */
export function lastSaidOn(
  context: DueContext,
  says: (answers: Answers) => boolean,
): CalendarDay | undefined {
  return latestBefore(context, (answers) => (says(answers) ? true : undefined))?.day
}

/** The days on which single records say that this was given (`pelayanan`), in order. */
export function servedOn(
  context: Pick<FieldContext, 'history' | 'day'>,
  kind: string,
): readonly CalendarDay[] {
  return context.history
    .filter(({ answers }) => textIn(answers, 'serviceKind') === kind)
    .map(({ answers, day }) => textIn(answers, 'givenOn') ?? day)
    .filter((on) => isCalendarDay(on) && on <= context.day)
    .sort()
}

/** A day that was told: of a date field, or of a visit told with day, place and officer. */
export function dayTold({ answers }: FieldContext, id: string): CalendarDay | undefined {
  const value = answers[id]
  const told = typeof value === 'object' && value !== null && 'on' in value ? value.on : textIn(answers, id)
  return isCalendarDay(told) ? told : undefined
}
