import { describe, expect, test } from 'vitest'
import { conflictingFields, mergeStates, type RecordState, seenBy, shownFields, stateOf } from './merge.ts'
import type { FieldValue, Mutation } from './mutation.ts'

const id = '0190a5f0-0000-7000-8000-000000000001'
const write = (
  device: string,
  set: Record<string, FieldValue>,
  options: { time?: number; on?: RecordState } = {},
): RecordState => {
  const seen = seenBy(options.on, Object.keys(set))
  const mutation: Mutation = {
    number: 1,
    kind: 'visit',
    id,
    time: options.time ?? 1000,
    set,
    ...(seen && { seen }),
  }
  const brought = stateOf(mutation, device)
  return options.on ? mergeStates(options.on, brought) : brought
}

describe('merge', () => {
  test('MG1: a write that saw another replaces it', () => {
    const first = write('a', { weightKg: 8.4 })
    const second = write('b', { weightKg: 8.6 }, { on: first })
    expect(second.fields.weightKg?.heads).toEqual([{ stamp: '2.1000.b', value: 8.6 }])
    expect(second.fields.weightKg?.replaced).toEqual(['1.1000.a'])
    expect(mergeStates(second, first)).toEqual(second)
  })

  test('ST4: a later correction wins though its clock is years behind (lesson 51; trial 6)', () => {
    const first = write('a', { weightKg: 8.4 }, { time: 9_000_000_000_000 })
    expect(shownFields(write('b', { weightKg: 8.6 }, { on: first, time: 5 }))).toEqual({ weightKg: 8.6 })
  })

  test('MG6: two writes that did not know of each other are both kept, the higher shown', () => {
    const merged = mergeStates(
      write('a', { weightKg: 8.4 }, { time: 10 }),
      write('b', { weightKg: 8.6 }, { time: 9 }),
    )
    expect(shownFields(merged)).toEqual({ weightKg: 8.4 })
    expect(merged.fields.weightKg?.heads.map((head) => head.value)).toEqual([8.4, 8.6])
    expect(conflictingFields(merged)).toEqual(['weightKg'])
  })

  test('MG6: the same value written twice is no conflict', () => {
    const merged = mergeStates(write('a', { weightKg: 8.4 }), write('b', { weightKg: 8.4 }))
    expect(merged.fields.weightKg?.heads).toHaveLength(2)
    expect(conflictingFields(merged)).toEqual([])
  })

  test('MG7: settling sees all heads', () => {
    const conflict = mergeStates(write('a', { weightKg: 8.4 }), write('b', { weightKg: 8.6 }))
    const settled = write('c', { weightKg: 8.6 }, { on: conflict })
    expect(conflictingFields(settled)).toEqual([])
    expect(settled.fields.weightKg).toEqual({
      heads: [{ stamp: '2.1000.c', value: 8.6 }],
      replaced: ['1.1000.a', '1.1000.b'],
    })
  })

  test('MG8: different fields of two phones all survive (trial 12)', () => {
    const merged = mergeStates(write('a', { weightKg: 8.4 }), write('b', { heightCm: 71 }))
    expect(shownFields(merged)).toEqual({ weightKg: 8.4, heightCm: 71 })
    expect(conflictingFields(merged)).toEqual([])
  })

  test('MG9: one write whose keys were re-ordered on the way stays one', () => {
    const here = write('a', { bloodPressure: { systolicMmHg: 118, diastolicMmHg: 76 } })
    const there = write('a', { bloodPressure: { diastolicMmHg: 76, systolicMmHg: 118 } })
    expect(mergeStates(here, there).fields.bloodPressure?.heads).toHaveLength(1)
    const other = write('b', { bloodPressure: { diastolicMmHg: 76, systolicMmHg: 118 } })
    expect(conflictingFields(mergeStates(here, other))).toEqual([])
  })

  test('MG10: fields named like what every object inherits are ordinary fields', () => {
    const merged = mergeStates(write('a', { constructor: 'x', toString: 1 }), write('b', { valueOf: true }))
    expect(shownFields(merged)).toEqual({ constructor: 'x', toString: 1, valueOf: true })
    expect(seenBy(write('a', { weightKg: 1 }), ['constructor', 'toString'])).toBeUndefined()
  })

  test('MG11: one stamp with two values keeps both, in one order', () => {
    const [a, b] = [write('a', { weightKg: 8.4 }), write('a', { weightKg: 8.6 })]
    expect(mergeStates(a, b)).toEqual(mergeStates(b, a))
    expect(mergeStates(a, b).fields.weightKg?.heads).toHaveLength(2)
  })
})
