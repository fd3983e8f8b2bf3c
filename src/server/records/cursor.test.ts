import { expect, test } from 'vitest'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'

const cursor: Cursor = {
  v: 1,
  streams: { a: { at: 7, tag: 't' }, b: { at: 9, tag: 'u', first: { pass: 'rest', at: 3 } } },
  settings: 's',
  names: 'n',
}
const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('CU1: a cursor is text that is read back, and safe in a header', () => {
  expect(readCursor(writeCursor(cursor))).toEqual(cursor)
  expect(writeCursor(cursor)).toMatch(/^[A-Za-z0-9_-]+$/)
})

test.each([
  undefined,
  '',
  '!',
  text(null),
  text({ ...cursor, v: 2 }),
  text({ ...cursor, streams: { a: { at: -1, tag: '' } } }),
  text({ ...cursor, streams: { a: { at: 1 } } }),
])('CU4: %j is no cursor', (given) => {
  expect(readCursor(given)).toEqual({ v: 1, streams: {} })
})
