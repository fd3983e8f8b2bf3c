import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeStates, type RecordState, seenBy, stateOf } from './merge.ts'
import type { FieldValue, Mutation } from './mutation.ts'

const id = '0190a5f0-0000-7000-8000-000000000001'
const devices = ['a', 'b', 'c']
const value: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.integer({ min: 0, max: 2 }),
  fc.constantFrom<FieldValue>('x', null, { p: 1, q: 2 }, { q: 2, p: 1 }, ['m', 'n']),
)
const empty: RecordState = { kind: 'visit', id, fields: {} }

/** What happens on three phones: someone writes a field on what they hold, or hears what another holds. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('write' as const),
    by: fc.nat(2),
    field: fc.constantFrom('weightKg', 'heightCm', 'constructor'),
    value,
    time: fc.nat(3),
  }),
  fc.record({ do: fc.constant('hear' as const), by: fc.nat(2), from: fc.nat(2) }),
)

type Brought = { readonly mutation: Mutation; readonly device: string }

/** Mutations as honest phones would mint them: each sees the heads that its phone holds. */
const history = fc.array(step, { minLength: 1, maxLength: 25 }).map((steps) => {
  const held = devices.map(() => empty)
  const minted: Brought[] = []
  for (const each of steps) {
    const own = held[each.by] as RecordState
    if (each.do === 'hear') held[each.by] = mergeStates(own, held[each.from] as RecordState)
    else {
      const device = devices[each.by] as string
      const seen = seenBy(own, [each.field])
      const mutation: Mutation = {
        number: minted.length + 1,
        kind: 'visit',
        id,
        time: each.time,
        set: { [each.field]: each.value },
        ...(seen && { seen }),
      }
      minted.push({ mutation, device })
      held[each.by] = mergeStates(own, stateOf(mutation, device))
    }
  }
  return minted
})

const mergeAll = (brought: readonly Brought[]) =>
  brought.reduce((state, each) => mergeStates(state, stateOf(each.mutation, each.device)), empty)
/** Any subset, in any order, some more than once. */
const heard = (all: readonly Brought[]) => fc.array(fc.constantFrom(...all), { maxLength: 30 })
const nonEmpty = history.filter((all) => all.length > 0)
const threeStates = nonEmpty
  .chain((all) => fc.tuple(heard(all), heard(all), heard(all)))
  .map((lists) => lists.map(mergeAll))
const twoOrders = nonEmpty.chain((all) =>
  fc.tuple(
    fc.constant(all),
    fc.shuffledSubarray([...all], { minLength: all.length }),
    fc.array(fc.constantFrom(...all), { maxLength: 10 }),
  ),
)

describe('merge, whatever happened', () => {
  test('MG2: commutative', () => {
    fc.assert(
      fc.property(threeStates, ([a, b]) => {
        expect(mergeStates(a as RecordState, b as RecordState)).toEqual(
          mergeStates(b as RecordState, a as RecordState),
        )
      }),
    )
  })

  test('MG3: associative', () => {
    fc.assert(
      fc.property(threeStates, ([a, b, c]) => {
        const left = mergeStates(mergeStates(a as RecordState, b as RecordState), c as RecordState)
        const right = mergeStates(a as RecordState, mergeStates(b as RecordState, c as RecordState))
        expect(left).toEqual(right)
      }),
    )
  })

  test('MG4: idempotent', () => {
    fc.assert(
      fc.property(threeStates, ([a, b]) => {
        const merged = mergeStates(a as RecordState, b as RecordState)
        expect(mergeStates(merged, merged)).toEqual(merged)
        expect(mergeStates(merged, a as RecordState)).toEqual(merged)
      }),
    )
  })

  test('MG5: any order and any repetition converge (lesson 27)', () => {
    fc.assert(
      fc.property(twoOrders, ([all, shuffled, repeated]) => {
        expect(mergeAll([...shuffled, ...repeated])).toEqual(mergeAll(all))
      }),
      { numRuns: 300 },
    )
  })

  test('MG5: what was lost on the way and comes later makes no difference', () => {
    fc.assert(
      fc.property(twoOrders, fc.nat(20), ([all, shuffled, repeated], cut) => {
        const arrived = mergeAll(shuffled.slice(0, cut))
        const later = mergeAll([...repeated, ...shuffled.slice(cut)])
        expect(mergeStates(arrived, later)).toEqual(mergeAll(all))
      }),
    )
  })

  test('MG1: every write is a head or replaced, none is both', () => {
    fc.assert(
      fc.property(nonEmpty, (all) => {
        const merged = mergeAll(all)
        for (const { mutation, device } of all)
          for (const [name, brought] of Object.entries(stateOf(mutation, device).fields)) {
            const field = merged.fields[name]
            const stamp = brought.heads[0]?.stamp ?? ''
            const isHead = field?.heads.some((head) => head.stamp === stamp) ?? false
            expect(isHead).toBe(!field?.replaced.includes(stamp))
          }
      }),
    )
  })
})
