import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, moment, uuid } from './binary-forms.ts'

const forms = { uuid, moment, day }

test.each(Object.entries(forms))('PK7: %s reads back the very letters that it took', (_, form) => {
  const text = fc.oneof(
    fc.uuid(),
    fc.integer({ min: 0, max: 3e12 }).map((ms) => String(ms).padStart(13, '0')),
    fc
      .date({ min: new Date('1850-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    fc.stringMatching(/^(18|19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$/),
    fc.string({ maxLength: 40 }),
  )
  fc.assert(
    fc.property(text, (letters) => {
      const bytes = form.bytesOf(letters)
      if (!bytes) return
      expect(letters).toHaveLength(form.letters)
      expect(bytes).toHaveLength(form.size)
      expect(form.textAt(Uint8Array.of(9, ...bytes), 1)).toBe(letters)
    }),
    { numRuns: 500 },
  )
})

test.each(Object.entries(forms))('PK5, PK7: %s: what ends too soon is none', (_, form) => {
  expect(form.textAt(new Uint8Array(form.size), 0)).toBeDefined()
  expect(form.textAt(new Uint8Array(form.size), 1)).toBeUndefined()
})

describe('PK7: a moment', () => {
  test.each(['1000000000000', '1795468203470', '1999999999999'])('%s has its form', (text) => {
    expect(moment.bytesOf(text)).toHaveLength(5)
  })
  test.each(['0999999999999', '2000000000000', '179546820347', '1795468203.47', '1e12'])(
    '%s has none',
    (text) => {
      expect(moment.bytesOf(text)).toBeUndefined()
    },
  )
  test('and no bytes make one after them', () => {
    expect(moment.textAt(Uint8Array.of(0xe8, 0xd4, 0xa5, 0x0f, 0xff), 0)).toBe('1999999999999')
    expect(moment.textAt(Uint8Array.of(0xe8, 0xd4, 0xa5, 0x10, 0x00), 0)).toBeUndefined()
  })
})

describe('PK7: a day', () => {
  test.each([
    ['1900-01-01', [0, 0]],
    ['1900-01-02', [0, 1]],
    ['2024-02-29', [0xb1, 0x25]],
    ['2079-06-06', [0xff, 0xff]],
  ])('%s has its form', (text, bytes) => {
    expect([...(day.bytesOf(text) ?? [])]).toEqual(bytes)
  })
  test.each(['1899-12-31', '2079-06-07', '2023-02-29', '2026-02-30', '2026-13-01', '2026-1-01', '20261123'])(
    '%s has none',
    (text) => {
      expect(day.bytesOf(text)).toBeUndefined()
    },
  )
})
