import type { PersonOn } from '#domain/person/person.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { balita } from './balita/balita.ts'
import { dewasa } from './dewasa/dewasa.ts'
import { ibuHamil } from './ibu-hamil/ibu-hamil.ts'
import type { Answers, Context, FieldContext, Finding, Instrument, Summary } from './instrument.ts'
import { lansia } from './lansia/lansia.ts'
import { missingFindings } from './missing-findings.ts'
import { remaja } from './remaja/remaja.ts'
import { fieldContextOf } from './shown-fields.ts'
import { summarise } from './summarise.ts'

export { checkAnswer } from './check-answer.ts'
export { type ParsedAnswers, parseAnswers } from './parse-answers.ts'
export { fieldContextOf, isRequired, requiredFields, shownFields } from './shown-fields.ts'

/** The instruments that this edition knows. */
export const instruments: readonly Instrument[] = [ibuHamil, balita, remaja, dewasa, lansia]

const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]))

/** The instrument of this id; nothing where this edition has none. */
export const instrumentById = (id: string): Instrument | undefined => byId.get(id)

/** The instruments that may be used for a person on a day, by sex and age. */
export function instrumentsFor(
  person: PersonOn,
  day: CalendarDay,
  settings?: Settings,
): readonly Instrument[] {
  return instruments.filter((instrument) => instrument.appliesTo(person, day, settings))
}

/** Every finding of the instrument's rules on these answers. Throws on an instrument that this edition has not. */
export function assess(instrumentId: string, answers: Answers, context: Context): readonly Finding[] {
  const instrument = instrumentById(instrumentId)
  if (!instrument) throw new RangeError(`no instrument is called ${instrumentId}`)
  return assessWith(instrument, answers, context)
}

/** The findings of an instrument given as data. */
export function assessWith(instrument: Instrument, answers: Answers, context: Context): readonly Finding[] {
  return assessIn(instrument, fieldContextOf(instrument, answers, context))
}

function assessIn(instrument: Instrument, context: FieldContext): readonly Finding[] {
  return instrument.rules.flatMap((rule) => {
    const found = rule.evaluate(context)
    return found.length > 0 ? found : missingFindings(instrument, rule, context)
  })
}

/** The findings, worst first, and the visit in one word. */
export function assessVisit(instrument: Instrument, answers: Answers, context: Context): Summary {
  const fieldContext = fieldContextOf(instrument, answers, context)
  return summarise(instrument, assessIn(instrument, fieldContext), fieldContext)
}
