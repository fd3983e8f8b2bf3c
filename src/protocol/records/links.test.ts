import { describe, expect, it } from 'vitest'
import { mergeStates, stateOf } from '#protocol/merge.ts'
import type { FieldValue, RecordKind } from '#protocol/mutation.ts'
import { settledBy } from './amendments.ts'
import { linksToName, recordName } from './links.ts'

const person = '01980000-0000-7000-8000-000000000001'
const [first, second] = ['01980000-0000-7000-8000-00000000000a', '01980000-0000-7000-8000-00000000000b']

const written = (kind: RecordKind, set: Readonly<Record<string, FieldValue>>, device = 'one') =>
  stateOf({ number: 1, kind, id: person, time: 1, set }, device)

describe('links', () => {
  it('asks for the names of what conflicts and corrections point at, and of nothing else', () => {
    const state = mergeStates(
      written('person', { householdId: first, name: 'Melati', posyanduId: first }),
      written('person', { householdId: second, name: 'Mawar', posyanduId: first }, 'two'),
    )
    expect(linksToName([state])).toEqual(expect.arrayContaining([first, second]))
    expect(linksToName([state])).toHaveLength(2)
    expect(linksToName([written('person', { householdId: first })])).toEqual([])
  })

  it('asks for the name of a value that was not chosen', () => {
    const choice = { field: 'householdId', chosen: first, others: [first, second], by: 'Bidan', at: 1 }
    expect(
      linksToName([
        written(
          'person',
          settledBy(choice, () => person),
        ),
      ]),
    ).toEqual([second])
  })

  it.each([
    ['person', { name: 'Melati' }, 'Melati'],
    ['household', { headName: 'Pak Umar', familyCardNumber: '9999000000000001' }, 'Pak Umar'],
    ['household', { familyCardNumber: '9999000000000001' }, '9999000000000001'],
    ['posyanduDay', { heldOn: '2026-11-10' }, '2026-11-10'],
    ['household', { rt: '03' }, undefined],
  ] as const)('calls a %s with %j %s', (kind, set, name) => {
    expect(recordName(written(kind, set))).toBe(name)
  })
})
