import { describe, expect, it } from 'vitest'
import { defaultSettings } from '#domain/settings.ts'
import { checkAnswer } from './check-answer.ts'
import type { Field, FieldContext, TextFormat } from './instrument.ts'

const context: FieldContext = {
  person: {},
  day: '2026-06-15',
  history: [],
  settings: defaultSettings,
  answers: {},
}
const field = (format: TextFormat): Field => ({
  id: 'text',
  cardId: 'text',
  step: 1,
  required: false,
  source: 'test',
  type: 'text',
  maxLength: 15,
  format,
})
const status = (format: TextFormat, value: string) => checkAnswer(field(format), value, context).status

describe('texts of a form', () => {
  it.each([
    ['timeOfDay', '00:00', 'ok'],
    ['timeOfDay', '23:59', 'ok'],
    ['timeOfDay', '24:00', 'reject'],
    ['timeOfDay', '7:30', 'reject'],
    ['digits', '0012', 'ok'],
    ['digits', '12a', 'reject'],
    ['phone', '081234567', 'ok'],
    ['phone', '+62812345678', 'ok'],
    ['phone', '08123456', 'reject'],
    ['phone', '0812-345-678', 'reject'],
  ] as const)('%s takes %s: %s', (format, value, expected) => expect(status(format, value)).toBe(expected))
})
