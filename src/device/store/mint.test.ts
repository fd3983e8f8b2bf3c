import { describe, expect, it } from 'vitest'
import { conflictingFields, headStamps, mergeStates, type RecordState, stateOf } from '#protocol/merge.ts'
import { limits, mutationSchema } from '#protocol/mutation.ts'
import { deviceIdOf } from '#tests/fakes/device.ts'
import { mint } from './mint.ts'
import type { Change } from './store.ts'

const id = '01930000-0000-7000-8000-000000000001'
const context = (current: readonly RecordState[] = [], lastNumber = 0) => ({
  deviceId: deviceIdOf(1),
  lastNumber,
  time: 1_000.4,
  current: new Map(current.map((state) => [state.id, state])),
})
const person = (set: Change['set']): Change => ({ kind: 'person', id, set })

describe('mint', () => {
  it('OB3 numbers on from the last one, in order', () => {
    const { mutations } = mint([person({ name: 'A' }), person({ name: 'B' })], context([], 7))
    expect(mutations.map((mutation) => mutation.number)).toEqual([8, 9])
    expect(mutations[1]?.seen).toEqual({ name: [`1.1000.${deviceIdOf(1)}`] })
  })

  it('makes mutations that the puskesmas can read', () => {
    const held = { number: 3, kind: 'person', id, time: 5, set: { name: 'B' } }
    const mended = new Map([[3, held]])
    const change = { ...person({ name: 'A', imported: { BB: '8,4' } }), mends: 3 }
    const { mutations } = mint([change], { ...context(), mended })
    expect(mutationSchema.safeParse(mutations[0])).toMatchObject({ success: true, data: { mends: 3 } })
  })

  it('OB2 names the stamps of every head it replaces', () => {
    const at = (device: number, value: string) =>
      stateOf({ number: 1, kind: 'person', id, time: 5, set: { name: value } }, deviceIdOf(device))
    const both = mergeStates(at(2, 'B'), at(3, 'C'))
    const { mutations, states } = mint([person({ name: 'B' })], context([both]))
    expect(mutations[0]?.seen?.name).toHaveLength(2)
    expect(states.get(id)?.fields.name?.heads).toHaveLength(1)
  })

  it('OB2 replaces what the form showed, not what arrived while it was open', () => {
    const opened = stateOf(
      { number: 1, kind: 'person', id, time: 5, set: { name: 'A', rt: '001' } },
      deviceIdOf(2),
    )
    const seen = { name: [`1.5.${deviceIdOf(2)}`] }
    const elsewhere = stateOf(
      { number: 1, kind: 'person', id, time: 9, set: { name: 'B' }, seen },
      deviceIdOf(3),
    )
    const now = mergeStates(opened, elsewhere)
    const change = { ...person({ name: 'C', rt: '002' }), shown: headStamps(opened) }
    const { states } = mint([change], context([now]))
    const after = states.get(id) as RecordState
    expect(conflictingFields(after)).toEqual(['name'])
    expect(after.fields.name?.heads.map((head) => head.value)).toEqual(expect.arrayContaining(['B', 'C']))
    expect(after.fields.rt?.heads).toHaveLength(1)
  })

  it('OB2 a form that was opened on nothing replaces nothing', () => {
    const elsewhere = stateOf({ number: 1, kind: 'person', id, time: 9, set: { name: 'B' } }, deviceIdOf(3))
    const { mutations, states } = mint([{ ...person({ name: 'C' }), shown: {} }], context([elsewhere]))
    expect(mutations[0]?.seen).toBeUndefined()
    expect(conflictingFields(states.get(id) as RecordState)).toEqual(['name'])
  })

  it('leaves out what already shows, unchallenged', () => {
    const known = stateOf({ number: 1, kind: 'person', id, time: 5, set: { name: 'A' } }, deviceIdOf(2))
    expect(mint([person({ name: 'A' })], context([known])).mutations).toEqual([])
  })

  it('never tells a time below zero', () => {
    const { mutations } = mint([person({ name: 'A' })], { ...context(), time: -5 })
    expect(mutations[0]?.time).toBe(0)
  })

  it.each([limits.bytesPerField - 3, limits.bytesPerField - 2])('takes a text of %i bytes', (length) => {
    expect(mint([person({ name: 'x'.repeat(length) })], context()).mutations).toHaveLength(1)
  })

  it('PK1 refuses a field above 4 KB, counted in bytes', () => {
    const over = person({ name: 'x'.repeat(limits.bytesPerField - 1) })
    expect(() => mint([over], context())).toThrow('fieldTooLong')
    expect(() => mint([person({ name: 'é'.repeat(limits.bytesPerField / 2) })], context())).toThrow(
      'fieldTooLong',
    )
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %d, also within a group', (value) => {
    expect(() => mint([person({ weightKg: value })], context())).toThrow('notStorable')
    expect(() => mint([person({ bp: { systolicMmHg: value } })], context())).toThrow('notStorable')
  })
})
