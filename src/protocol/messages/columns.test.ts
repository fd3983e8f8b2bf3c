import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFieldValue } from '#protocol/mutation.ts'
import { type ChangedRecord, type Columns, columnsSchema, fromColumns, toColumns } from './columns.ts'

const stamp = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 2e12 }), fc.constantFrom('dev-a', 'dev-b'))
  .map((parts) => parts.join('.'))
const few = (of: fc.Arbitrary<string>) => fc.array(of, { maxLength: 2 })
const value = fc.jsonValue({ depthSize: 'small' }).filter((one) => isFieldValue(one))
const field = fc.oneof(
  fc.record({ heads: fc.tuple(fc.record({ stamp, value })), replaced: fc.constant([]) }),
  fc.record({ heads: fc.array(fc.record({ stamp, value }), { maxLength: 3 }), replaced: few(stamp) }),
  fc.record({
    heads: fc.tuple(fc.record({ stamp: fc.constant('no stamp'), value })),
    replaced: fc.constant([]),
  }),
)
const names = fc.constantFrom('name', 'weightKg', 'constructor', 'visitedOn', 'hasOwnProperty')
const record = fc.record(
  {
    kind: fc.constantFrom('person', 'visit', 'screening'),
    id: fc.uuid(),
    posyanduId: fc.constantFrom('one', 'two'),
    fields: fc.dictionary(names, field, { noNullPrototype: true }),
    older: fc.constant(true as const),
  },
  { requiredKeys: ['kind', 'id', 'posyanduId', 'fields'], noNullPrototype: true },
)
const byId = (a: ChangedRecord, b: ChangedRecord) => (a.id < b.id ? -1 : 1)
const wire = (columns: Columns): Columns => columnsSchema.parse(JSON.parse(JSON.stringify(columns)))

describe('records by columns', () => {
  it('PL9 are the same records after the way over the wire, each once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(record, { selector: ({ id }) => id }), (made) => {
        // What fast-check calls JSON is a field's value.
        const records = made as unknown as ChangedRecord[]
        const back = fromColumns(wire(toColumns(records)))
        expect(back?.sort(byId)).toEqual(JSON.parse(JSON.stringify(records.sort(byId))))
      }),
    )
  })

  it('PL9 are refused where columns do not fit together', () => {
    const fields = { name: { heads: [{ stamp: '1.5.dev', value: 'Siti' }], replaced: [] } }
    const good = toColumns([{ kind: 'person', id: 'a', posyanduId: 'one', fields }])
    const broken = (change: (columns: Columns) => void) => {
      const columns = structuredClone(good)
      change(columns)
      return fromColumns(columns)
    }
    expect(broken(() => undefined)).toHaveLength(1)
    expect(broken(({ groups }) => groups[0]?.i.push('b'))).toBeUndefined()
    expect(broken(({ groups }) => groups[0]?.v.pop())).toBeUndefined()
    expect(broken(({ groups }) => groups[0]?.v[0]?.pop())).toBeUndefined()
    expect(broken((columns) => columns.devices.pop())).toBeUndefined()
    expect(broken((columns) => columns.places.pop())).toBeUndefined()
  })
})
