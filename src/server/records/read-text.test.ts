import { expect, test } from 'vitest'
import { packRow, unpackRow } from '#protocol/batch/pack-row.ts'
import { readText } from './read-text.ts'

const write = (text: string) => new TextEncoder().encode(text)

test('PK7: a text that begins with U+FEFF is read with it', () => {
  const json = JSON.stringify({ kind: 'person', set: { name: '\uFEFFSiti', note: '\uFEFF' } })
  expect(unpackRow(packRow(json, { write }), { read: readText })).toBe(json)
})

test('PK7: what is no UTF-8 is no text', () => {
  expect(() => readText(Uint8Array.of(65, 0xff))).toThrow()
})
