import { describe, expect, it, vi } from 'vitest'
import type { Context, Field } from '#domain/instruments/instrument.ts'
import type { Entries } from './entries.ts'
import { type Check, FormState } from './form-state.ts'

const base = { cardId: 'x', step: 2, required: false, source: 'test' } as const
const weight: Field = { ...base, id: 'weightKg', type: 'number', unit: 'kg', decimals: 1, reject: {} }
const arm: Field = { ...base, id: 'muacCm', type: 'number', unit: 'cm', decimals: 1, reject: {} }
const heavyOnly: Field = {
  ...base,
  id: 'heavy',
  type: 'yesNo',
  shownWhen: ({ answers }) => Number(answers['weightKg']) >= 100,
}
const afterHeavy: Field = {
  ...base,
  id: 'after',
  type: 'yesNo',
  shownWhen: ({ answers }) => answers['heavy'] === true,
}
const context: Context = { person: {}, day: '2026-03-05', history: [], settings: {}, given: { gravida: 2 } }

/** Refuses above 300, doubts above 150. */
const check: Check = (field, value) => {
  if (field.id !== 'weightKg' || typeof value !== 'number') return undefined
  if (value > 300) return { kind: 'error', code: 'tooHigh', facts: {} }
  return value > 150 ? { kind: 'doubt', code: 'unusual', facts: { value } } : undefined
}

const make = (entries: Entries = {}) =>
  new FormState({ instrument: 'test', fields: [weight, heavyOnly, afterHeavy, arm], context, entries, check })

const shownIds = (form: FormState) => form.shownFields().map((field) => field.id)

describe('FormState', () => {
  it('presets nothing', () => {
    expect(make().answers()).toEqual({})
  })

  it('lets the rules see what the records hold, without making it an answer of the visit', () => {
    expect(make().fieldContext().answers).toEqual({ gravida: 2 })
  })

  it('shows a field when its condition comes true, through a chain of them', () => {
    const form = make()
    expect(shownIds(form)).toEqual(['weightKg', 'muacCm'])
    form.setPart(weight, 'weightKg', '100')
    expect(shownIds(form)).toEqual(['weightKg', 'heavy', 'muacCm'])
    form.setPart(heavyOnly, 'heavy', true)
    expect(shownIds(form)).toEqual(['weightKg', 'heavy', 'after', 'muacCm'])
  })

  it('keeps the same list of fields while no condition changes (lesson 38)', () => {
    const form = make()
    const before = form.shownFields()
    form.setPart(weight, 'weightKg', '8')
    form.setPart(arm, 'muacCm', '13')
    expect(form.shownFields()).toBe(before)
  })

  it('never hides a field that holds something', () => {
    const form = make()
    form.setPart(weight, 'weightKg', '100')
    form.setPart(heavyOnly, 'heavy', false)
    form.setPart(weight, 'weightKg', '10')
    expect(shownIds(form)).toContain('heavy')
    expect(form.answers()).toEqual({ weightKg: 10, heavy: false })
    form.setPart(heavyOnly, 'heavy', undefined)
    expect(shownIds(form)).not.toContain('heavy')
  })

  it('gives a field’s view the same object until something of that field changes (lesson 38)', () => {
    const form = make()
    form.setPart(weight, 'weightKg', '8')
    const before = form.view(weight)
    form.setPart(arm, 'muacCm', '13')
    expect(form.view(weight)).toBe(before)
    form.setPart(weight, 'weightKg', '8,4')
    expect(form.view(weight)).not.toBe(before)
  })

  it('says nothing of a value before its box is left', () => {
    const form = make()
    form.setPart(weight, 'weightKg', '151')
    expect(form.view(weight).note).toBeUndefined()
    form.leave(weight)
    expect(form.view(weight).note?.kind).toBe('doubt')
  })

  it('asks once about a doubtful value, and again about another one', () => {
    const form = make()
    form.setPart(weight, 'weightKg', '151')
    form.confirm(weight)
    expect(form.findObstacles()).toEqual([])
    form.setPart(weight, 'weightKg', '152')
    expect(form.findObstacles()).toEqual([weight])
  })

  it('empties the boxes to measure again', () => {
    const form = make()
    form.setPart(weight, 'weightKg', '151')
    form.leave(weight)
    form.clear(weight)
    expect(form.view(weight)).toEqual({ entry: { parts: {} }, note: undefined })
  })

  it('lets nothing refused or unfinished be saved, confirmed or not', () => {
    const form = make()
    form.setPart(weight, 'weightKg', '301')
    form.confirm(weight)
    expect(form.findObstacles()).toEqual([weight])
    form.setPart(weight, 'weightKg', '8,')
    expect(form.findObstacles()).toEqual([weight])
  })

  it('takes a reason in place of a value, and a value in place of a reason', () => {
    const form = make()
    form.setPart(weight, 'weightKg', '301')
    form.setNotMeasured(weight, { state: 'notMeasured', reason: 'noDevice' })
    expect(form.findObstacles()).toEqual([])
    expect(form.answers()).toEqual({ weightKg: { state: 'notMeasured', reason: 'noDevice' } })
    form.setNotMeasured(weight, undefined)
    expect(form.answers()).toEqual({})
  })

  it('continues from kept entries and tells of every change', () => {
    const form = make({ weightKg: { parts: { weightKg: '8,' } } })
    expect(form.view(weight).entry.parts).toEqual({ weightKg: '8,' })
    const heard = vi.fn()
    const stop = form.onChange(heard)
    form.setPart(weight, 'weightKg', '8,4')
    expect(heard).toHaveBeenCalledTimes(1)
    stop()
    form.setPart(weight, 'weightKg', '8,5')
    expect(heard).toHaveBeenCalledTimes(1)
  })
})
