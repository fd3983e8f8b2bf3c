import { describe, expect, test } from 'vitest'
import { testVault } from '#tests/builders/test-vault.ts'
import { readEntry } from './read-entry.ts'

const id = '0190a5f0-0000-7000-8000-000000000001'
const good = { number: 1, kind: 'visit', id, time: 5, set: { weightKg: 8.4 } }
const read = (entry: unknown) => readEntry({ number: 1, entry }, testVault)
const reason = (entry: unknown) => {
  const result = read(entry).read
  return 'reason' in result ? result.reason : undefined
}
const withText = (text: string) => ({ ...good, set: { text } })

describe('reading an entry', () => {
  test('PK6: content and its hash do not depend on the order of keys', () => {
    const other = { set: { weightKg: 8.4 }, time: 5, id, kind: 'visit', number: 1 }
    expect(read(other).content().hash).toBe(read(good).content().hash)
    expect(read(other).content().text).toBe(read(good).content().text)
    expect(read({ ...good, set: { weightKg: 8.5 } }).content().hash).not.toBe(read(good).content().hash)
    expect(read({ ...good, seen: { weightKg: ['1.5.a'] } }).content().hash).not.toBe(
      read(good).content().hash,
    )
  })

  test.each([
    ['4095 bytes', 'x'.repeat(4093), undefined],
    ['4096 bytes', 'x'.repeat(4094), undefined],
    ['4097 bytes', 'x'.repeat(4095), { code: 'unreadable', field: 'text' }],
    ['4096 bytes of two-byte letters', 'é'.repeat(2047), undefined],
    ['4098 bytes of two-byte letters', 'é'.repeat(2048), { code: 'unreadable', field: 'text' }],
    ['4096 bytes of escaped characters', `xx${'\u0000'.repeat(682)}`, undefined],
    ['4100 bytes of escaped characters', '\u0000'.repeat(683), { code: 'unreadable', field: 'text' }],
  ])('HD2: a field of %s', (_, text, expected) => {
    expect(reason(withText(text))).toEqual(expected)
  })

  test('HD2: a large list or object counts whole', () => {
    expect(reason({ ...good, set: { list: Array.from({ length: 900 }, () => 1.25) } })).toMatchObject({
      field: 'list',
    })
    expect(reason({ ...good, set: { list: Array.from({ length: 100 }, () => 1.25) } })).toBeUndefined()
  })

  test.each([
    ['visit', 'personId', 7],
    ['visit', 'personId', null],
    ['visit', 'personId', 'x'],
    ['stool', 'personId', id.toUpperCase()],
    ['person', 'posyanduId', ''],
    ['household', 'posyanduId', null],
    ['posyanduDay', 'posyanduId', ['x']],
  ])('HD2: a %s whose %s is %j belongs nowhere', (kind, field, value) => {
    expect(reason({ ...good, kind, set: { [field]: value } })).toEqual({ code: 'unreadable', field })
  })

  test('AP6: posyanduId on a follower and personId on a carrier are ordinary fields', () => {
    expect(reason({ ...good, set: { posyanduId: 7 } })).toBeUndefined()
    expect(reason({ ...good, kind: 'person', set: { personId: 7 } })).toBeUndefined()
  })

  test('HD1: the field named is never made up by the sender', () => {
    expect(reason({ ...good, set: { weightKg: undefined } })).toEqual({
      code: 'unreadable',
      field: 'weightKg',
    })
    expect(reason({ ...good, set: { 'Siti Aminah 0812': 1 } })).toEqual({ code: 'unreadable' })
  })

  test('AP3: what is unreadable keeps its content; missing values are null; what is nothing has none', () => {
    expect(read({ ...good, id: 'x', time: undefined }).content().text).toBe(
      '{"id":"x","kind":"visit","number":1,"set":{"weightKg":8.4}}',
    )
    expect(read(undefined).content().text).toBeUndefined()
    let deep: unknown = 1
    for (let depth = 0; depth < 100; depth++) deep = [deep]
    expect(read({ ...good, set: { deep } }).content().text).toBeUndefined()
  })
})
