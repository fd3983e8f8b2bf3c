import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { oneADay } from './one-a-day.ts'

const visit = (visitId: string, level: 'refer' | 'normal', incomplete = false, visitedOn = '2026-11-10') => ({
  visitId,
  visitedOn,
  level,
  incomplete,
  form: 'balita',
})
const ids = (visits: readonly ReturnType<typeof visit>[]) =>
  oneADay(visits, ({ form }) => form).map(({ shown, beside }) => [
    shown.visitId,
    beside.map((one) => one.visitId),
  ])

test('AL5: the worse of a day stands for the others', () => {
  expect(ids([visit('a', 'normal'), visit('b', 'refer'), visit('c', 'normal')])).toEqual([['b', ['a', 'c']]])
})

test('AL5: alike, the complete one goes before, then the first by id', () => {
  expect(ids([visit('a', 'normal', true), visit('b', 'normal')])).toEqual([['b', ['a']]])
  expect(ids([visit('b', 'normal'), visit('a', 'normal')])).toEqual([['a', ['b']]])
})

test('AL5: another day or another form is a visit of its own', () => {
  expect(ids([visit('a', 'normal'), visit('b', 'normal', false, '2026-11-11')])).toHaveLength(2)
  expect(ids([visit('a', 'normal'), { ...visit('b', 'normal'), form: 'kr-balita' }])).toHaveLength(2)
})

test('AL5: whatever order they come in, the same one is shown', () => {
  const some = fc.array(
    fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('refer', 'normal'), fc.boolean()),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat(3)), (list, places) => {
      const visits = [...new Map(list.map((one) => [one[0], visit(...one)])).values()]
      const shuffled = visits
        .map((one) => ({ one, at: places.next().value }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one)
      expect(ids(shuffled)[0]?.[0]).toBe(ids(visits)[0]?.[0])
    }),
  )
})
