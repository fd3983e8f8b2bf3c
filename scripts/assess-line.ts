import { assessVisit } from '#domain/instruments/index.ts'
import type { Context } from '#domain/instruments/instrument.ts'
import { isSettingName, settingsWith } from '#domain/settings.ts'
import {
  answerLine,
  answersOf,
  checkAll,
  dayOf,
  type Fields,
  historyOf,
  instrumentNamed,
  keptBefore,
  LineError,
  personOfLine,
  recordOf,
} from './read-line.ts'

/**
 * Assesses one line `{ instrument, answers, person, day, history, settings }`. Gives `{ level, incomplete, findings }`,
 * with `unknown` naming what this edition does not know, or `{ error: { code, field } }`.
 */
export const assessLine = (text: string): object => answerLine(text, assessFields)

function assessFields(line: Fields): object {
  const instrument = instrumentNamed(line['instrument'])
  if (!instrument) throw new LineError('unknownInstrument', 'instrument')
  const day = dayOf(line['day'], 'day')
  const person = personOfLine(line, day)
  const overrides = recordOf(line['settings'], 'settings')
  const settings = settingsWith(overrides)
  if (person.birthDate && !instrument.appliesTo(person, day, settings))
    throw new LineError('instrumentDoesNotApply', 'instrument')
  const bare = { person, day, history: [], settings }
  const history = historyOf(line['history'], instrument, bare).filter((visit) => visit.day < day)
  const exact = recordOf(line['person'], 'person')['birthDateExact'] !== false
  const given = keptBefore(history, bare)
  const context: Context = { person, day, history, settings, birthDateExact: exact, given }
  const written = recordOf(line['answers'], 'answers')
  const { answers, unknown } = answersOf(written, instrument, context, '')
  checkAll(instrument, answers, context, written)
  const strange = [...unknown, ...Object.keys(overrides).filter((name) => !isSettingName(name))]
  return { ...assessVisit(instrument, answers, context), ...(strange.length > 0 && { unknown: strange }) }
}
