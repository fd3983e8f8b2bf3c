import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { stateOf } from '#protocol/merge.ts'
import type { ChangesPage } from '#protocol/messages/sync.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import {
  createPhone,
  deviceIdOf,
  enrolDirectly,
  otherPosyanduId,
  testPosyanduId,
} from '#tests/fakes/device.ts'
import type { Transport } from '#device/sync/send.ts'
import { closeAll, headerIn, setUp } from '#tests/fakes/sync-setup.ts'
import type { LocalStore } from './create-store.ts'
import { applyPage, catchUp } from './intake.ts'

type Records = ChangesPage['changes']['records']
type Aliases = readonly (readonly [string, string])[]

const idOf = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`
const [first, second, third] = [idOf(1), idOf(2), idOf(3)]

/** A record as the puskesmas hands it out, written there by somebody else's phone. */
function record(
  kind: string,
  id: string,
  set: Record<string, FieldValue>,
  posyanduId = testPosyanduId,
): Records[number] {
  const { fields } = stateOf({ number: 1, kind, id, time: 1_000, set }, deviceIdOf(9))
  return { kind, id, posyanduId, fields: fields as Records[number]['fields'] }
}
const person = (id: string, name: string, more: Record<string, FieldValue> = {}) =>
  record('person', id, { name, posyanduId: testPosyanduId, birthDate: '2024-01-01', ...more })
const visit = (n: number, personId: string, visitedOn: string, level: string) =>
  record('visit', idOf(n), { personId, visitedOn, instrument: 'balita', level, weightKg: 9 })

const everything: Records = [
  person(first, 'Siti', { motherName: 'Nuraini' }),
  person(second, 'Sity', { nik: '9999015011240002', motherName: 'Nur' }),
  person(third, 'Budi'),
  visit(11, first, '2026-10-10', 'normal'),
  visit(12, second, '2026-10-10', 'refer'),
  visit(13, second, '2026-11-10', 'normal'),
  visit(14, third, '2026-11-10', 'counsel'),
]

/** What a request asks to be told. */
const pullIn = async (request: RequestInit) => (await headerIn(request))?.pull

const page = (records: Records, aliases?: Aliases): ChangesPage => ({
  changes: {
    records,
    left: [],
    remaining: 0,
    ...(aliases && { aliases: { mark: JSON.stringify(aliases), people: aliases.map(([a, b]) => [a, b]) } }),
  },
  cursor: 'c',
  more: false,
})

async function enrolled(): Promise<LocalStore> {
  const local = createPhone().open()
  await enrolDirectly(local, deviceIdOf(1))
  return local
}

/** All that a kader can see of these people. */
async function seen({ store }: LocalStore) {
  const views = await Promise.all([first, second, third].map((id) => store.person(id)))
  return {
    list: await store.directory(),
    october: await store.tally('2026-10'),
    november: await store.tally('2026-11', testPosyanduId),
    people: views.map((view) => [
      view?.person.id,
      view?.alsoAs.map(({ id }) => id),
      view?.visits.map(({ visitId, shownBy }) => [visitId, shownBy]),
    ]),
  }
}

afterEach(closeAll)

describe('aliases on the phone', () => {
  test('AL4, AL5: the list shows one, with the visits of both; one of a day is shown and counted, the worse', async () => {
    const local = await enrolled()
    await applyPage(local, page(everything, [[second, first]]))
    const { store } = local
    expect((await store.directory()).map(({ name }) => name)).toEqual(['Budi', 'Siti'])
    expect((await store.directory())[1]).toMatchObject({
      id: first,
      motherName: 'Nuraini',
      nik: '9999015011240002',
      alsoAs: [{ id: second, name: 'Sity' }],
      lastVisit: { day: '2026-11-10' },
    })
    for (const id of [first, second]) {
      const view = await store.person(id)
      expect(view?.person.id).toBe(first)
      expect(view?.person.fields.motherName?.heads[0]?.value).toBe('Nuraini')
      expect(view?.alsoAs[0]?.fields.motherName?.heads[0]?.value).toBe('Nur')
      expect(view?.visits.map(({ visitId, shownBy }) => [visitId, shownBy])).toEqual([
        [idOf(13), undefined],
        [idOf(11), idOf(12)],
        [idOf(12), undefined],
      ])
    }
    expect(await store.tally('2026-10')).toEqual({ balita: { refer: 1 } })
    expect(await store.tally('2026-11')).toEqual({ balita: { normal: 1, counsel: 1 } })
    local.close()
  })

  test('AL1: undone, the phone shows exactly what it showed before', async () => {
    const local = await enrolled()
    await applyPage(local, page(everything))
    const before = await seen(local)
    await applyPage(local, page([], [[second, first]]))
    expect(await seen(local)).not.toEqual(before)
    await applyPage(local, page([], []))
    expect(await seen(local)).toEqual(before)
    local.close()
  })

  test('AL6: a visit of the one is written to who stays, and what names the other goes on under the one', async () => {
    const local = await enrolled()
    await applyPage(local, page(everything, [[second, first]]))
    const save = (n: number, personId: string) =>
      local.store.save([
        {
          kind: 'visit',
          id: idOf(n),
          set: { personId, visitedOn: '2026-11-12', instrument: 'balita', level: 'refer', weightKg: 9 },
        },
      ])
    await save(21, first)
    await save(22, second)
    const view = await local.store.person(first)
    expect(view?.visits.slice(0, 2).map(({ visitId, delivery }) => [visitId, delivery.state])).toEqual([
      [idOf(21), 'waiting'],
      [idOf(22), 'waiting'],
    ])
    // Two of one day count once.
    expect((await local.store.tally('2026-11')).balita?.refer).toBe(1)
    expect((await local.store.directory()).find(({ id }) => id === first)?.lastVisit?.level).toBe('refer')
    local.close()
  })

  test('AL3: without the one who stays, voided, or in another posyandu, each is shown by themselves', async () => {
    const local = await enrolled()
    const names = async () => (await local.store.directory()).map(({ name }) => name)
    await applyPage(local, page([person(second, 'Sity')], [[second, first]]))
    expect(await names()).toEqual(['Sity'])
    await applyPage(local, page([person(first, 'Siti')]))
    expect(await names()).toEqual(['Siti'])
    const left = {
      ...page([]),
      changes: { records: [], left: [{ id: first, posyanduId: testPosyanduId }], remaining: 0 },
    }
    await applyPage(local, left)
    expect(await names()).toEqual(['Sity'])
    await applyPage(
      local,
      page([record('person', first, { name: 'Siti', posyanduId: otherPosyanduId }, otherPosyanduId)]),
    )
    expect(await names()).toEqual(['Siti', 'Sity'])
    await local.store.save([{ kind: 'person', id: first, set: { posyanduId: testPosyanduId } }])
    expect(await names()).toEqual(['Siti'])
    const state = await local.store.record(first)
    const covers = Object.values(state?.fields ?? {}).flatMap(({ heads }) => heads.map(({ stamp }) => stamp))
    await local.store.save([{ kind: 'person', id: first, set: { voided: { reason: 'mistake', covers } } }])
    expect(await names()).toEqual(['Sity'])
    local.close()
  })

  test('AL8: who moves the one on a phone moves the others with them', async () => {
    const local = await enrolled()
    await applyPage(local, page(everything, [[second, first]]))
    await local.store.save([{ kind: 'person', id: first, set: { posyanduId: otherPosyanduId } }])
    const placed = await Promise.all([first, second].map((id) => local.store.record(id)))
    expect(placed.map((state) => state?.fields.posyanduId?.heads[0]?.value)).toEqual([
      otherPosyanduId,
      otherPosyanduId,
    ])
    expect((await local.store.directory()).map(({ name }) => name)).toEqual(['Budi', 'Siti'])
    expect(await local.store.balance()).toMatchObject({ saved: 2, waiting: 2 })
    local.close()
  })

  test('AL3, AL7: in whatever order, parts and number records and aliases come, all phones show alike', async () => {
    const chain: Aliases = [
      [second, first],
      [first, third],
    ]
    const lists: readonly Aliases[] = [[], [[second, first]], [[first, second]], [[third, second]], chain]
    const told = fc.record({
      final: fc.constantFrom(...lists),
      earlier: fc.array(fc.constantFrom(...lists), { maxLength: 2 }),
      order: fc.shuffledSubarray([...everything, ...everything], { minLength: everything.length * 2 }),
      cuts: fc.array(fc.nat(everything.length * 2), { maxLength: 4 }),
      at: fc.nat(5),
      later: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(told, async ({ final, earlier, order, cuts, at, later }) => {
        const bounds = [0, ...cuts.toSorted((a, b) => a - b), order.length]
        const pages = bounds.slice(1).map((end, i) => page(order.slice(bounds[i], end)))
        const news = [...earlier, final].map((aliases) => page([], aliases))
        const sequence = pages.toSpliced(Math.min(at, pages.length), 0, ...news)
        const [plain, other] = [await enrolled(), await enrolled()]
        await applyPage(plain, page(everything, final))
        // Some phones judge people after their page, when the rules come late.
        const late = later ? { ...other, loadAssess: () => Promise.reject(new Error('late')) } : other
        for (const one of sequence) await applyPage(late, one)
        await catchUp(other)
        expect(await seen(other)).toEqual(await seen(plain))
        plain.close()
        other.close()
      }),
      { numRuns: 25 },
    )
  })

  test('AL7: a phone says which aliases it has, and keeps what it is told with the page', async () => {
    const { local, server, sync } = await setUp()
    const marks: unknown[] = []
    const telling =
      (aliases: ChangesPage['changes']['aliases']): Transport =>
      async (path, request) => {
        marks.push((await pullIn(request))?.aliases)
        const answer = await (await server.fetch(path, request)).json()
        return Response.json({ ...answer, changes: { ...answer.changes, ...(aliases && { aliases }) } })
      }
    await applyPage(local, page(everything))
    expect(await sync(telling({ mark: 'one', people: [[second, first]] }))).toEqual({ ok: true })
    expect((await local.store.directory()).map(({ name }) => name)).toEqual(['Budi', 'Siti'])
    expect(await sync(telling(undefined))).toEqual({ ok: true })
    expect((await local.store.directory()).map(({ name }) => name)).toEqual(['Budi', 'Siti'])
    expect(await sync(telling({ mark: '', people: [] }))).toEqual({ ok: true })
    expect((await local.store.directory()).map(({ name }) => name)).toEqual(['Budi', 'Siti', 'Sity'])
    await sync(telling(undefined))
    expect(marks).toEqual(['', 'one', 'one', ''])
  })
})
