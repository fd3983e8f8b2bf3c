import { describe, expect, it, vi } from 'vitest'
import { cardIds } from '#domain/instruments/instrument.ts'
import { ageStageOn, lifeStageOn, lifeStages } from '#domain/life-stage/life-stage.ts'
import { checkNik } from '#domain/person/nik.ts'
import { mutationSchema } from '#protocol/mutation.ts'
import type { PersonFields, PregnancyFields } from '#protocol/records/fields.ts'
import { posyanduDayId, visitIdOnDay } from '#protocol/records/ids.ts'
import { recordsOf } from '#tests/builders/demo-files.ts'
import type { DemoChange } from './demo.ts'
import { makeDemo } from './make-demo.ts'

// A whole puskesmas is made and judged several times over: on a busy machine that takes long, and decides nothing.
vi.setConfig({ testTimeout: 600_000 })

const today = '2026-03-01'
const demo = makeDemo({ today, seed: 1 })
const changes = demo.groups.flatMap((group) => group.changes)
const ofKind = (kind: DemoChange['kind']) => changes.filter((change) => change.kind === kind)
const people = new Map(
  recordsOf(demo).flatMap(({ kind, id, set }) =>
    kind === 'person' ? [[id, set as PersonFields] as const] : [],
  ),
)
const visits = ofKind('visit')

const textOf = ({ set }: DemoChange, name: string) => {
  const value = set[name]
  return typeof value === 'string' ? value : ''
}

/** The pregnancies of a person, an end that was written later included. */
const episodesOf = (personId: string) => {
  const own = ofKind('pregnancy').filter(({ set }) => set['personId'] === personId)
  return own.map(({ id }) => {
    const sets = ofKind('pregnancy').filter((change) => change.id === id)
    const fields: PregnancyFields = Object.assign({}, ...sets.map(({ set }) => set))
    return Object.assign({ id }, fields)
  })
}

describe('the demo', () => {
  it('is the same for the same order, and another for another seed', () => {
    expect(makeDemo({ today, seed: 1 })).toEqual(demo)
    expect(makeDemo({ today, seed: 2 })).not.toEqual(demo)
  })

  it.each([2, 3])('has 300 people, all marked as demo (seed %s)', (seed) => {
    const all = recordsOf(makeDemo({ today, seed })).filter(({ kind }) => kind === 'person')
    expect(new Set(all.map(({ id }) => id)).size).toBe(300)
    expect(all.every(({ set }) => set['demo'] === true)).toBe(true)
  })

  it('has every stage of life on its day', () => {
    const stages = [...people].map(([id, { birthDate }]) =>
      lifeStageOn({ ...(birthDate && { birthDate }), pregnancies: episodesOf(id) }, today),
    )
    expect(lifeStages.filter((stage) => !stages.includes(stage))).toEqual([])
    expect(stages.filter((stage) => stage === 'ibuHamil')).toHaveLength(10)
    const byAge = [...people.values()].map(({ birthDate }) => ageStageOn(birthDate, today))
    const count = (...wanted: string[]) => byAge.filter((stage) => wanted.includes(stage ?? '')).length
    expect(count('bayi', 'balita', 'apras')).toBe(75)
    expect(count('usiaSekolah', 'remaja')).toBe(46)
    expect(count('lansia')).toBe(60)
  })

  it('writes in order of time, nothing before what it names, nothing on or after its day', () => {
    const times = demo.groups.map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(Math.max(...times)).toBeLessThan(Date.parse(today))
    const known = new Set<unknown>()
    const missing = changes.filter(({ id, set }) => {
      const named = [set['householdId'], set['personId'], set['posyanduDayId'], set['visitId']].filter(
        (name) => name !== undefined,
      )
      const isMissing = named.some((name) => !known.has(name))
      known.add(id)
      return isMissing
    })
    expect(missing).toEqual([])
  })

  it('takes the posyandu that are there', () => {
    const posyandu = [{ id: '0198f0a0-0000-7000-8000-000000000001', name: 'Posyandu Contoh' }]
    const made = makeDemo({ today, seed: 1, posyandu })
    expect(made.posyandu).toEqual(posyandu)
    expect(new Set(made.groups.map(({ posyanduId }) => posyanduId))).toEqual(new Set([posyandu[0]?.id]))
  })

  it('reads as mutations do', () => {
    const unreadable = changes.filter(
      ({ kind, id, set }, index) =>
        !mutationSchema.safeParse({ number: index + 1, kind, id, time: 1, set }).success,
    )
    expect(unreadable).toEqual([])
  })
})

describe('its people', () => {
  it('have a NIK that is visibly invented and their own, or a reason for none', () => {
    const niks = [...people.values()].flatMap(({ nik }) => nik ?? [])
    expect(new Set(niks).size).toBe(niks.length)
    for (const { nik, nikMissingReason, birthDate, sex } of people.values()) {
      if (nik === undefined) expect(nikMissingReason).toBeDefined()
      else {
        expect(nik.startsWith('9999')).toBe(true)
        expect(checkNik(nik, { birthDate, sex })).toEqual({ warnings: ['unknownProvince'] })
      }
    }
  })

  it('live in households, and children know their mother', () => {
    const households = new Set(ofKind('household').map(({ id }) => id))
    for (const { householdId, birthDate, motherName } of people.values()) {
      expect(households.has(householdId ?? '')).toBe(true)
      if ((birthDate ?? '') > '2020-03-01') expect(motherName).toBeTruthy()
    }
  })
})

describe('its history', () => {
  it('has twelve hari buka in each posyandu, opened and closed', () => {
    for (const { id } of demo.posyandu) {
      const own = ofKind('posyanduDay').filter(({ set }) => set['posyanduId'] === id)
      expect(new Set(own.map((day) => textOf(day, 'heldOn').slice(0, 7))).size).toBe(12)
      expect(own.every((day) => day.id === posyanduDayId(id, textOf(day, 'heldOn')))).toBe(true)
    }
    expect(ofKind('posyanduDay').filter(({ set }) => set['closedAt'] !== undefined)).toHaveLength(24)
  })

  it('has visits on every card, at the post under the id that phones would give them', () => {
    const cards = new Set(visits.map(({ set }) => set['instrument']))
    expect(cardIds.filter((card) => !cards.has(card))).toEqual([])
    expect(visits.length).toBeGreaterThan(1500)
    const atPost = visits.filter(({ set }) => set['place'] === 'posyandu')
    const odd = atPost.filter(
      (visit) => visit.id !== visitIdOnDay(textOf(visit, 'posyanduDayId'), textOf(visit, 'personId')),
    )
    expect(odd).toEqual([])
    expect(visits.some(({ set }) => set['place'] === 'home')).toBe(true)
  })
})
