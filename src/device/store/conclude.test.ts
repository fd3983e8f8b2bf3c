import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import type { Settings } from '#domain/settings.ts'
import { addDays } from '#domain/time/calendar-day.ts'
import { assessPersonFile } from '#domain/visit/assess-person-file.ts'
import { type RecordState, stateOf } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { type Assess, conclude } from './conclude.ts'

type Set = Readonly<Record<string, FieldValue>>

const stateWith = (kind: string, id: string, set: Set): RecordState =>
  stateOf({ number: 1, kind, id, time: 1, set }, 'device')

const person = stateWith('person', 'p', {
  name: 'Melati',
  posyanduId: 'posyandu',
  sex: 'female',
  birthDate: '2024-01-10',
  birthDatePrecision: 'day',
})
const child = (id: string, day: number, weightKg: number) =>
  stateWith('visit', id, {
    personId: 'p',
    visitedOn: addDays('2025-01-01', day),
    place: 'posyandu',
    instrument: 'balita',
    weightKg,
  })

/** Visits with days and weights, the later draft of the same person's file, and what else stands in it. */
const visits = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 7 }),
    day: fc.nat(400),
    weight: fc.integer({ min: 50, max: 160 }),
  }),
  { selector: ({ id }) => id, maxLength: 7 },
)
const others = fc.constantFrom<readonly RecordState[]>(
  [],
  [stateWith('dose', 'd', { personId: 'p', doseId: 'hb0', givenOn: '2024-01-11' })],
  [stateWith('visit', 'w', { personId: 'p', instrument: 'balita', weightKg: 9 })],
  [
    stateWith('visit', 'x', {
      personId: 'p',
      visitedOn: '2025-03-01',
      instrument: 'balita',
      voided: { reason: 'mistake' },
    }),
  ],
)

/** The same content is the same state, as on the shelf. */
const drawn = new Map<string, RecordState>()
const statesOf = (file: readonly { id: number; day: number; weight: number }[]) =>
  file.map(({ id, day, weight }) => {
    const key = `${id} ${day} ${weight}`
    const state = drawn.get(key) ?? child(`v${id}`, day, weight / 10)
    drawn.set(key, state)
    return state
  })

it('concludes the same whether it knows what followed before or not', () => {
  fc.assert(
    fc.property(visits, visits, others, others, (early, late, besideEarly, besideLate) => {
      // Some visits stay as they were, others change, come or go.
      const after = [...late, ...early.filter(({ id }) => !late.some((visit) => visit.id === id))]
      const before = conclude(assessPersonFile, person, [...statesOf(early), ...besideEarly], {})
      const known = conclude(assessPersonFile, person, [...statesOf(after), ...besideLate], {}, before)
      const afresh = conclude(assessPersonFile, person, [...statesOf(after), ...besideLate], {})
      expect(known.visits).toEqual(afresh.visits)
      expect(known.standing).toEqual(afresh.standing)
      expect(known.contributions).toEqual(afresh.contributions)
    }),
  )
})

const watched = () => vi.fn<Assess>(assessPersonFile)
const knownIn = (assess: ReturnType<typeof watched>) => [...(assess.mock.lastCall?.[2]?.keys() ?? [])].sort()

const [first, second, third] = [child('v1', 10, 10), child('v2', 40, 10.2), child('v3', 70, 10.3)]

it('takes over what was concluded on the days before the first visit that changed, and no more', () => {
  const before = conclude(assessPersonFile, person, [first, second], {})
  const after = (states: readonly RecordState[], about = person, settings: Settings = {}) => {
    const assess = watched()
    conclude(assess, about, states, settings, before)
    return knownIn(assess)
  }
  const settings = before.from?.settings
  expect(after([first, second, third], person, settings)).toEqual(['v1', 'v2'])
  expect(after([first, child('v2', 40, 9)], person, settings)).toEqual(['v1'])
  // One that goes from a later day to an earlier one changes both.
  expect(after([first, child('v2', 5, 9)], person, settings)).toEqual([])
  // Visits of one day do not look at each other; the whole day is judged anew all the same.
  expect(after([first, second, child('v4', 40, 9)], person, settings)).toEqual(['v1'])
  expect(after([second], person, settings)).toEqual([])
})

it('takes nothing over once the person, the settings or anything beside visits is another', () => {
  const settings = {}
  const before = conclude(assessPersonFile, person, [first, second], settings)
  const after = (about: RecordState, states: readonly RecordState[], set: Settings) => {
    const assess = watched()
    conclude(assess, about, states, set, before)
    return knownIn(assess)
  }
  const dose = stateWith('dose', 'd', { personId: 'p', doseId: 'hb0', givenOn: '2024-01-11' })
  const dayless = stateWith('visit', 'w', { personId: 'p', instrument: 'balita' })
  expect(after(person, [first, second], settings)).toEqual(['v1', 'v2'])
  expect(after({ ...person }, [first, second], settings)).toEqual([])
  expect(after(person, [first, second], {})).toEqual([])
  expect(after(person, [first, second, dose], settings)).toEqual([])
  expect(after(person, [first, second, dayless], settings)).toEqual([])
})
