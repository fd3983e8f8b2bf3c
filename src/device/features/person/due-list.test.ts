import { describe, expect, it } from 'vitest'
import type { DueItem, DueState } from '#domain/schedule/due-item.ts'
import { dueListOf } from './due-list.ts'

const item = (product: string, state: DueState, until?: string): DueItem => ({
  product,
  state,
  because: 'windowOpen',
  card: 'x',
  source: 'x',
  ...(until !== undefined && { until }),
})
const names = (items: readonly DueItem[]) => items.map(({ product }) => product)

describe('dueListOf', () => {
  it('puts what is late before what is due, and of each first what ends soonest, without an end last', () => {
    const list = dueListOf([
      item('a', 'due'),
      item('b', 'due', '2026-06-30'),
      item('c', 'late', '2026-05-01'),
      item('d', 'late', '2026-04-01'),
      item('e', 'due', '2026-06-10'),
    ])
    expect(names(list.now)).toEqual(['d', 'c', 'e', 'b', 'a'])
  })

  it('keeps every item in one place', () => {
    const states = ['done', 'open', 'due', 'late', 'missed', 'notYet', 'tooLate'] as const
    const list = dueListOf(states.map((state) => item(state, state)))
    expect([list.now, list.open, list.rest].map(names)).toEqual([
      ['late', 'due'],
      ['open'],
      ['missed', 'notYet', 'tooLate', 'done'],
    ])
  })

  it('sets the free check-up apart, and leaves out of it what is done', () => {
    const list = dueListOf([item('ckgTbc', 'due'), item('ckgWaist', 'done'), item('waist', 'done')])
    expect(names(list.checkUp)).toEqual(['ckgTbc'])
    expect(names(list.now)).toEqual([])
    expect(names(list.rest)).toEqual(['waist'])
  })
})
