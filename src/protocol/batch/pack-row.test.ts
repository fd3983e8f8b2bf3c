import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packRow, unpackRow } from './pack-row.ts'
import { rowPhrases1, rowPhrases2 } from './row-phrases.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const utf8 = {
  write: (text: string) => new TextEncoder().encode(text),
  read: (bytes: Uint8Array) => decoder.decode(bytes),
}
const row = {
  number: 12,
  kind: 'visit',
  id: '0190f7a2-8f10-7c11-9a3e-5b6c7d8e9f01',
  time: 1_790_000_000_000,
  set: { personId: '0190f7a2-8f10-7c11-9a3e-5b6c7d8e9f02', visitedOn: '2026-11-10', weightKg: 8.4 },
}

test('PK7: a row is read back exactly as it was packed, whatever stands in it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.uuid(),
    fc.constantFrom(...rowPhrases2),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    fc.integer({ min: 1e12, max: 2e12 }).map(String),
    fc.constantFrom(
      '\u0001',
      '\u0002',
      '\u001f',
      '\uFEFF',
      '\uFEFFSiti',
      'ñ',
      '🧒',
      'DEADBEEF-0000-4000-8000-000000000000',
    ),
  )
  const value = fc.jsonValue({ maxDepth: 3 })
  fc.assert(
    fc.property(fc.array(fc.tuple(text, value), { maxLength: 8 }), (fields) => {
      // A lone surrogate is no text: UTF-8 has none, and JSON writes it as an escape.
      const json = JSON.stringify(Object.fromEntries(fields))
      expect(unpackRow(packRow(json, utf8), utf8)).toBe(json)
    }),
    { numRuns: 500 },
  )
})

test('PK7: a text that begins with U+FEFF keeps it, after a phrase and after an id', () => {
  const json = `{"name":"\uFEFFSiti","personId":"${row.id}\uFEFF"}`
  expect(unpackRow(packRow(json, utf8), utf8)).toBe(json)
})

test('PK7: ids take 16 bytes, moments five, days two, and phrases one or two', () => {
  const length = (value: unknown) => packRow(JSON.stringify(value), utf8).length
  expect(length([row.id])).toBe(1 + '[""]'.length + 17)
  expect(length([row.time])).toBe(1 + '[]'.length + 6)
  expect(length(['1987-06-05'])).toBe(1 + '[""]'.length + 3)
  expect(length(row)).toBe(56)
})

test.each([
  [1, rowPhrases1, 29, '9340dce16074e5c40f6ae94ab4a8a3994a0803d0ac97bca415e079a0c7d239b0'],
  [2, rowPhrases2, 27, '742e61ee0289f0568dd4999d146f1c08a37f84409dd57b3b9ee0440d732bf96c'],
])('PK7: dictionary %d is never edited', async (_, phrases, short, asItShipped) => {
  expect(phrases.filter((phrase) => !/^[ -~]+$/.test(phrase))).toEqual([])
  expect(new Set(phrases).size).toBe(phrases.length)
  expect(phrases.length).toBeLessThanOrEqual(short + 127)
  const hash = await crypto.subtle.digest('SHA-256', utf8.write(JSON.stringify(phrases)))
  expect(Buffer.from(hash).toString('hex')).toBe(asItShipped)
})

test('PK7: what was packed by dictionary 1 is read for ever', () => {
  const packed = Buffer.from(
    'AQMxMgQBAZD3oo8QfBGaPltsfY6fAQU3OTAwMDAwMDAwMDAGAQGQ96KPEHwRmj5bbH2OnwIHNgJtMTANOC40fX0=',
    'base64',
  )
  expect(JSON.parse(unpackRow(packed, utf8) ?? '')).toEqual(row)
})

test('PK5, PK7: whatever bytes come, none is read as what it is not, and none unfolds beyond measure', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = unpackRow(bytes, utf8)
      expect(text === undefined || text.length <= bytes.length * 40).toBe(true)
    }),
    { numRuns: 500 },
  )
  const longest = rowPhrases1.findIndex((phrase) => phrase.length > 15)
  const bomb = new Uint8Array(300_000).fill(3 + longest)
  bomb[0] = 1
  expect(unpackRow(bomb, utf8)).toBeUndefined()
  expect(unpackRow(Uint8Array.of(), utf8)).toBeUndefined()
  expect(unpackRow(Uint8Array.of(3, 65), utf8)).toBeUndefined()
  expect(unpackRow(Uint8Array.of(1, 1, 2, 3), utf8)).toBeUndefined()
  expect(unpackRow(Uint8Array.of(2, 3, 0xff, 0xff, 0xff, 0xff, 0xff), utf8)).toBeUndefined()
  expect(unpackRow(Uint8Array.of(2, 4, 1), utf8)).toBeUndefined()
})
