import { describe, expect, it } from 'vitest'
import type { Field, Step } from '#domain/instruments/instrument.ts'
import { fieldsOfStep, planForm } from './form-plan.ts'

const field = (id: string, step: Step, more: Partial<Pick<Field, 'section' | 'battery'>> = {}): Field => ({
  id,
  cardId: id,
  step,
  required: false,
  source: 'test',
  type: 'yesNo',
  ...more,
})

describe('the plan of a form', () => {
  it('has the steps that have fields, in their order', () => {
    const plan = planForm([field('b', 4), field('a', 2)])
    expect(plan.map(({ step }) => step)).toEqual([2, 4])
  })

  it('gathers a heading where its first field stands', () => {
    const [step] = planForm([
      field('a', 3),
      field('b', 3, { section: 'tbc' }),
      field('c', 3),
      field('d', 3, { section: 'tbc' }),
    ])
    expect(step?.sections.map(({ section }) => section)).toEqual([undefined, 'tbc'])
    expect(step && fieldsOfStep(step).map(({ id }) => id)).toEqual(['a', 'c', 'b', 'd'])
  })

  it('puts danger signs before anything else of their step', () => {
    const [step] = planForm([
      field('a', 1, { section: 'pregnancy' }),
      field('b', 1, { section: 'dangerSigns' }),
    ])
    expect(step?.sections.map(({ section }) => section)).toEqual(['dangerSigns', 'pregnancy'])
  })

  it('makes one checklist of a battery, and no field stands twice', () => {
    const [step] = planForm([
      field('a', 3, { battery: 'signs' }),
      field('b', 3),
      field('c', 3, { battery: 'signs' }),
    ])
    expect(step?.sections[0]?.items.map(({ kind }) => kind)).toEqual(['battery', 'field'])
    expect(step && fieldsOfStep(step).map(({ id }) => id)).toEqual(['a', 'c', 'b'])
  })
})
