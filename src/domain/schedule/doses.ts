import type { Answers, Context } from '#domain/instruments/instrument.ts'
import { choicesIn, textIn } from '#domain/instruments/read-answer.ts'
import { type CalendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'
import { childDoseIds, type DoseId, givenOnField, isDoseId, schoolDoseIds } from './dose-ids.ts'

/** When each dose was given, as far as anything says so. */
export type GivenDoses = Readonly<Partial<Record<DoseId, CalendarDay>>>

/** The field in which a card ticks what is given in the visit itself. */
export const dosesGivenField = 'dosesGiven'
/** The field in which the school card ticks what a child was given by then. */
const schoolDosesField = 'schoolImmunisation'

const all: readonly DoseId[] = [...childDoseIds, ...schoolDoseIds]

/**
 * The doses that the visits and records name, up to and with the day: by the day in the KIA book, else by the visit in
 * which it was ticked. A dose named with two days was given on the one that was written last.
 */
export function givenDoses(context: Context, answers: Answers = {}): GivenDoses {
  const found: Partial<Record<DoseId, CalendarDay>> = {}
  for (const visit of [...context.history, { day: context.day, answers }]) {
    for (const dose of choicesIn(visit.answers, dosesGivenField) ?? []) {
      if (isDoseId(dose)) found[dose] = visit.day
    }
    for (const dose of choicesIn(visit.answers, schoolDosesField) ?? []) {
      if (isDoseId(dose)) found[dose] ??= visit.day
    }
    takeDays(visit.answers, context.day, found)
    takeService(visit, context.day, found)
  }
  takeDays(context.given ?? {}, context.day, found)
  return found
}

/** A single record of what was given: its dose and day. */
function takeService(
  { answers, day: recordedOn }: { readonly answers: Answers; readonly day: CalendarDay },
  day: CalendarDay,
  found: Partial<Record<DoseId, CalendarDay>>,
): void {
  const dose = textIn(answers, 'doseId')
  const kind = textIn(answers, 'serviceKind') ?? 'immunisation'
  if (kind !== 'immunisation' || dose === undefined || !isDoseId(dose)) return
  const on = textIn(answers, 'givenOn') ?? recordedOn
  if (isCalendarDay(on) && on <= day) found[dose] = on
}

function takeDays(answers: Answers, day: CalendarDay, found: Partial<Record<DoseId, CalendarDay>>): void {
  for (const dose of all) {
    const on = textIn(answers, givenOnField(dose))
    if (isCalendarDay(on) && on <= day) found[dose] = on
  }
}
