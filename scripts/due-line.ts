import { due } from '#domain/schedule/due.ts'
import { isSettingName, settingsWith } from '#domain/settings.ts'
import {
  answerLine,
  answersOf,
  anyInstrument,
  dayOf,
  type Fields,
  historyOf,
  instrumentNamed,
  keptBefore,
  personOfLine,
  recordOf,
} from './read-line.ts'

/**
 * What a person is owed: one line `{ person, day, history, settings }`, with `answers` (and `instrument`) for what is
 * said on the day itself. Gives `{ items: [{ product, state, from, until, because }] }`, with `unknown` naming what
 * this edition does not know, or `{ error: { code, field } }`.
 */
export const dueLine = (text: string): object => answerLine(text, dueFields)

function dueFields(line: Fields): object {
  const instrument = instrumentNamed(line['instrument']) ?? anyInstrument
  const day = dayOf(line['day'], 'day')
  const person = personOfLine(line, day)
  const overrides = recordOf(line['settings'], 'settings')
  const settings = settingsWith(overrides)
  const bare = { person, day, history: [], settings }
  const history = historyOf(line['history'], anyInstrument, bare).filter((visit) => visit.day <= day)
  const { answers, unknown } = answersOf(recordOf(line['answers'], 'answers'), instrument, bare, '')
  const today = { instrument: instrument.id, day, answers }
  const said = Object.keys(answers).length > 0 ? [...history, today] : history
  const given = { ...keptBefore(history, bare), ...headerAnswers(instrument.fields, answers) }
  const items = due(person, said, day, settings, given)
  const strange = [...unknown, ...Object.keys(overrides).filter((name) => !isSettingName(name))]
  return { items, ...(strange.length > 0 && { unknown: strange }) }
}

const headerAnswers = (
  fields: readonly { readonly id: string; readonly keptIn?: unknown }[],
  answers: Readonly<Record<string, unknown>>,
) =>
  Object.fromEntries(
    fields
      .filter(({ id, keptIn }) => keptIn !== undefined && answers[id] !== undefined)
      .map(({ id }) => [id, answers[id]]),
  ) as Parameters<typeof due>[4]
