import { describe, expect, it } from 'vitest'
import { instruments } from '#domain/instruments/index.ts'
import type { Field, FieldContext, Instrument, PartSpec } from '#domain/instruments/instrument.ts'
import type { Sex } from '#domain/person/person.ts'
import { defaultSettings } from '#domain/settings.ts'
import { addMonths } from '#domain/time/calendar-day.ts'
import { assessLine } from '../../../scripts/assess-line.ts'

const day = '2026-06-15'
/** Completed months of age at which some card or checklist is for somebody, youngest first. */
const ages = [0, 1, 4, 9, 13, 30, 50, 66, 90, 150, 200, 340, 560, 800]

type Person = { readonly sex: Sex; readonly birthDate: string }

/** Somebody whom the instrument is for. */
function personFor(instrument: Instrument): Person {
  const people = ages.flatMap((months) =>
    (['female', 'male'] as const).map((sex) => ({ sex, birthDate: addMonths(day, -months) })),
  )
  const found = people.toReversed().find((person) => instrument.appliesTo(person, day, defaultSettings))
  if (!found) throw new Error(`${instrument.id} is for nobody`)
  return found
}

const contextFor = (person: Person): FieldContext => ({
  person,
  day,
  history: [],
  settings: defaultSettings,
  answers: {},
})

type Spec = Field | PartSpec

/** Every answer that the card prints for a question, as the card writes it. */
function answersFor(spec: Spec, context: FieldContext): readonly unknown[] {
  switch (spec.type) {
    case 'choice':
      return spec.choices.map((choice) => spec.printed?.[choice] ?? choice)
    case 'multi':
      return spec.choices.map((choice) => [spec.printed?.[choice] ?? choice])
    case 'yesNo':
      return ['ya', 'tidak']
    case 'number': {
      const { min, max } = typeof spec.reject === 'function' ? spec.reject(context) : spec.reject
      return [min, max].filter((limit) => limit !== undefined)
    }
    case 'date':
      return [spec.latest?.(context) ?? spec.earliest?.(context) ?? day]
    case 'text':
      return [spec.format === 'timeOfDay' ? '07:30' : '081234567890'.padEnd(spec.minLength ?? 0, '1').slice(0, spec.maxLength)]
    case 'group':
      return []
  }
}

/** Lines' answers in which every answer of a field stands once; the other parts of a group are filled beside it. */
function linesFor(field: Field, context: FieldContext): readonly Readonly<Record<string, unknown>>[] {
  if (field.type !== 'group') return answersFor(field, context).map((answer) => ({ [field.id]: answer }))
  const parts = field.parts.map((part) => [part.id, answersFor(part, context)] as const)
  const longest = Math.max(...parts.map(([, answers]) => answers.length))
  return Array.from({ length: longest }, (_, at) => ({
    [field.id]: Object.fromEntries(parts.map(([id, answers]) => [id, answers[at % answers.length]])),
  }))
}

/** Refusals that speak of two answers beside each other, not of one that cannot be read. */
const ofTwoAnswers = new Set(['diastolicNotBelowSystolic', 'scoreAboveTool', 'longerThanPossible'])

describe('every field and every choice, as printed', () => {
  it.each(instruments.map((instrument) => [instrument.id, instrument] as const))('%s', (_, instrument) => {
    const person = personFor(instrument)
    const refused = instrument.fields.flatMap((field) =>
      linesFor(field, contextFor(person)).flatMap((answers) => {
        const line = { instrument: instrument.id, person, day, answers }
        const said = assessLine(JSON.stringify(line)) as { error?: { code: string }; unknown?: unknown }
        const isRead = said.error === undefined || ofTwoAnswers.has(said.error.code)
        return isRead && said.unknown === undefined ? [] : [`${JSON.stringify(answers)} ${JSON.stringify(said)}`]
      }),
    )
    expect(refused.join('\n')).toBe('')
  })
})
