import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase, testServers } from '#tests/fresh-database.ts'
import { bigintArray, byteaArray, integerArray, jsonArray, textArray, uuidArray } from './binary-array.ts'

const puskesmasId = '0190a5f0-0000-7000-8000-0000000000aa'

describe.each(testServers())('arrays in binary form on $name', (server) => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(server)
  })
  afterAll(() => fresh?.drop())

  /** What PostgreSQL reads, as text. */
  const readBack = (type: string, array: Buffer) =>
    fresh.database.withScope({ puskesmasId, posyandu: 'none' }, async (queries) => {
      const rows = await queries.query<{ one: string | null }>(
        `select one::text from unnest($1::${type}[]) with ordinality as row (one, place) order by place`,
        [array],
      )
      return rows.map((row) => row.one ?? undefined)
    })
  const orNone = <T>(values: fc.Arbitrary<T>) =>
    fc.array(fc.option(values, { nil: undefined }), { maxLength: 40 })
  const agrees = <T>(
    type: string,
    values: fc.Arbitrary<T>,
    make: (list: (T | undefined)[]) => Buffer,
    asText: (value: T) => string,
  ) =>
    fc.assert(
      fc.asyncProperty(orNone(values), async (list) => {
        const expected = list.map((value) => (value === undefined ? undefined : asText(value)))
        expect(await readBack(type, make(list))).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  const text = fc.string({ unit: 'binary', maxLength: 60 }).filter((value) => !value.includes('\u0000'))

  test('uuid', () => agrees('uuid', fc.uuid(), uuidArray, (id) => id))
  test('text', () => agrees('text', text, textArray, (value) => value))
  test('json', () => {
    const json = fc.jsonValue().map((value) => JSON.stringify(value))
    return agrees('json', json, jsonArray, (value) => value)
  })
  test('integer', () => agrees('integer', fc.integer(), integerArray, String))
  test('bigint', () => agrees('bigint', fc.maxSafeInteger(), bigintArray, String))
  test('bytea', () =>
    agrees(
      'bytea',
      fc.uint8Array({ maxLength: 60 }),
      byteaArray,
      (bytes) => `\\x${Buffer.from(bytes).toString('hex')}`,
    ))

  test.each(['', puskesmasId.slice(1), puskesmasId.replace('a5', 'g5'), puskesmasId.replaceAll('-', '0')])(
    'refuses %j as a UUID',
    (id) => expect(() => uuidArray([id])).toThrow(TypeError),
  )
})
