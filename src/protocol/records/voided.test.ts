import { describe, expect, test } from 'vitest'
import { mergeStates, type RecordState, seenBy, stateOf } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { isVoided, voidOf } from './voided.ts'

const id = '0190a5f0-0000-7000-8000-000000000001'
const write = (device: string, set: Record<string, FieldValue>, on?: RecordState) => {
  const seen = seenBy(on, Object.keys(set))
  const state = stateOf({ number: 1, kind: 'visit', id, time: 5, set, ...(seen && { seen }) }, device)
  return on ? mergeStates(on, state) : state
}
const voidIt = (device: string, on: RecordState) =>
  write(device, { voided: { ...voidOf(on, 'wrongPerson') } }, on)

describe('voids', () => {
  const visit = write('a', { weightKg: 8.4, heightCm: 71 })

  test('VD1: a void covers what it saw', () => {
    expect(isVoided(visit)).toBe(false)
    expect(isVoided(voidIt('a', visit))).toBe(true)
  })

  test('VD2: a write that it did not see brings the record back', () => {
    expect(isVoided(mergeStates(voidIt('a', visit), write('b', { weightKg: 8.6 })))).toBe(false)
  })

  test('VD2: so does a later write', () => {
    expect(isVoided(write('b', { weightKg: 8.6 }, voidIt('a', visit)))).toBe(false)
  })

  test('VD1: a void taken back is none', () => {
    expect(isVoided(write('a', { voided: null }, voidIt('a', visit)))).toBe(false)
  })

  test('VD3: two voids cover together what either saw', () => {
    const onA = voidIt('a', write('a', { weightKg: 9 }, visit))
    const onB = voidIt('b', write('b', { heightCm: 72 }, visit))
    expect(isVoided(mergeStates(onA, onB))).toBe(true)
    expect(isVoided(mergeStates(onB, onA))).toBe(true)
  })

  test('VD1: a void of unknown shape voids nothing', () => {
    expect(isVoided(write('a', { voided: 'yes' }, visit))).toBe(false)
    expect(isVoided(write('a', { voided: { reason: 'x' } }, visit))).toBe(false)
  })
})
