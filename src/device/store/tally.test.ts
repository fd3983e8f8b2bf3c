import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Level } from '#domain/instruments/instrument.ts'
import { fakeAssess } from '#tests/fakes/assess.ts'
import {
  createPhone,
  deviceIdOf,
  enrolDirectly,
  otherPosyanduId,
  testPosyanduId,
} from '#tests/fakes/device.ts'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from './create-store.ts'
import { conclude } from './conclude.ts'
import type { Change, MonthTally } from './store.ts'
import { changed, contributionsOf, differenceOf, sum } from './tally.ts'

const opened: LocalStore[] = []
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

describe('tally arithmetic', () => {
  it('counts a normal visit that is not complete as incomplete', () => {
    const visit = { visitId: 'v', visitedOn: '2026-06-03', card: 'balita', findings: [] } as const
    const cellOf = (level: Level, incomplete: boolean) =>
      [...contributionsOf('p', [{ ...visit, level, incomplete }]).values()].map((one) => one[3])
    expect(cellOf('normal', true)).toEqual(['incomplete'])
    expect(cellOf('normal', false)).toEqual(['normal'])
    expect(cellOf('refer', true)).toEqual(['refer'])
  })

  it('counts two visits of one day on one card once, at the worst level', () => {
    const visit = { visitId: 'v', visitedOn: '2026-06-03', card: 'balita', findings: [] } as const
    const count = (...levels: readonly [Level, boolean][]) => {
      const visits = levels.map(([level, incomplete], i) =>
        Object.assign({}, visit, { level, incomplete, visitId: String(i) }),
      )
      return [...contributionsOf('p', visits).values()]
    }
    expect(count(['normal', false], ['refer', false])).toEqual([['p', '2026-06', 'balita', 'refer']])
    expect(count(['refer', false], ['normal', false])).toEqual([['p', '2026-06', 'balita', 'refer']])
    expect(count(['normal', true], ['normal', false])).toEqual([['p', '2026-06', 'balita', 'normal']])
    expect(count(['notAssessed', true], ['normal', false])).toEqual([['p', '2026-06', 'balita', 'normal']])
    const later = { ...visit, visitedOn: '2026-06-04', level: 'normal', incomplete: false } as const
    const days = contributionsOf('p', [later, { ...later, visitId: 'w', visitedOn: '2026-06-03' }])
    expect([...days.keys()]).toEqual(['v', 'w'])
  })

  it('leaves out what stays and what falls to nothing', () => {
    const one = ['p', '2026-06', 'balita', 'normal'] as const
    expect(differenceOf([one], [one]).size).toBe(0)
    expect(changed({ balita: { normal: 1 } }, 'balita', 'normal', -1)).toEqual({})
    expect(sum([{ balita: { normal: 1 } }, { balita: { normal: 2, refer: 1 } }])).toEqual({
      balita: { normal: 3, refer: 1 },
    })
  })
})

type Step = { kind: 'visit' | 'weight' | 'void' | 'move' | 'day'; who: number; which: number; value: number }
const stepOf: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('visit', 'weight', 'void', 'move', 'day'),
  who: fc.nat(2),
  which: fc.nat(5),
  value: fc.nat(3),
})

describe('kept tallies', () => {
  it('equal a recount after any saves', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepOf, { minLength: 1, maxLength: 14 }), async (steps) => {
        const local = createPhone().open()
        opened.push(local)
        await enrolDirectly(local, deviceIdOf(1))
        const people = [newId(), newId(), newId()]
        await local.store.save(people.map((id) => person(id)))
        const visits: string[] = []
        for (const step of steps) {
          const change = await changeOf(local, step, people, visits)
          if (change) await local.store.save([change])
        }
        for (const month of ['2026-05', '2026-06'])
          for (const posyanduId of [undefined, testPosyanduId, otherPosyanduId])
            expect(await local.store.tally(month, posyanduId)).toEqual(
              await recount(local, people, month, posyanduId),
            )
      }),
      { numRuns: 25, seed: 20260603 },
    )
  })
})

const person = (id: string): Change => ({
  kind: 'person',
  id,
  set: { name: 'A', posyanduId: testPosyanduId },
})

async function changeOf(
  local: LocalStore,
  { kind, who, which, value }: Step,
  people: readonly string[],
  visits: string[],
): Promise<Change | undefined> {
  const personId = people[who] ?? ''
  const id = visits[which]
  if (kind === 'move') {
    const posyanduId = value % 2 === 0 ? testPosyanduId : otherPosyanduId
    return { kind: 'person', id: personId, set: { posyanduId } }
  }
  if (kind === 'visit') {
    visits.push(newId())
    const visitedOn = `2026-0${5 + (value % 2)}-1${which}`
    const set = { personId, visitedOn, instrument: 'balita', weightKg: 8 + value }
    return { kind: 'visit', id: visits.at(-1) ?? '', set }
  }
  if (!id) return undefined
  if (kind === 'weight') return { kind: 'visit', id, set: { weightKg: 7 + value } }
  if (kind === 'day') return { kind: 'visit', id, set: { visitedOn: `2026-0${5 + (value % 2)}-2${which}` } }
  const record = await local.store.record(id)
  const covers = Object.values(record?.fields ?? {}).flatMap((field) => field.heads.map((head) => head.stamp))
  return { kind: 'visit', id, set: { voided: { reason: 'mistake', covers } } }
}

async function recount(
  local: LocalStore,
  people: readonly string[],
  month: string,
  posyanduId: string | undefined,
): Promise<MonthTally> {
  let total: MonthTally = {}
  for (const id of people) {
    const view = await local.store.person(id)
    const { contributions } = conclude(fakeAssess, view?.person, view?.others ?? [], {})
    for (const [where, when, card, cell] of contributions.values())
      if (when === month && (posyanduId === undefined || where === posyanduId))
        total = changed(total, card, cell, 1)
  }
  return total
}
