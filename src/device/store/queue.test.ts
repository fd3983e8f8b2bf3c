import { afterEach, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { writeMeta } from './database.ts'
import type { LocalStore } from './create-store.ts'
import type { SuratNumbers } from './rows.ts'

let local: LocalStore
afterEach(() => local.close())

/** A phone with one row of each state, saved a minute after each other. */
async function threeRows() {
  const phone = createPhone()
  local = phone.open()
  await enrolDirectly(local, deviceIdOf(1))
  const { database } = local.planner
  const savedAt: number[] = []
  for (const state of ['waiting', 'held', 'received'] as const) {
    phone.clock.pass(60_000)
    savedAt.push(phone.clock.now())
    await local.store.save([
      { kind: 'person', id: newId(), set: { posyanduId: testPosyanduId, name: 'Siti' } },
    ])
    await database.outbox.update([deviceIdOf(1), savedAt.length], { state })
  }
  const handOut = (numbers: SuratNumbers) =>
    writeMeta(database, 'surat', { taken: [], handedOut: { id: newId(), at: 0, rows: 1, numbers } })
  return { savedAt, handOut, unfiled: (until: number) => local.store.unfiled(until) }
}

it('SJ20 counts what has no receipt and was saved up to then, of whatever state, and not what came later', async () => {
  const { savedAt, unfiled } = await threeRows()
  const [first = 0, second = 0, third = 0] = savedAt
  expect(await Promise.all([first - 1, first, second - 1, second, third].map(unfiled))).toEqual([
    0, 1, 1, 2, 2,
  ])
})

it('SJ20 does not count what the surat jalan has in it that was handed out last', async () => {
  const { savedAt, handOut, unfiled } = await threeRows()
  const [, second = 0] = savedAt
  await handOut({ [deviceIdOf(2)]: [[1, 2]] })
  expect(await unfiled(second)).toBe(2)
  await handOut({ [deviceIdOf(1)]: [[2, 2]] })
  expect(await unfiled(second)).toBe(1)
  await handOut({ [deviceIdOf(1)]: [[1, 2]] })
  expect(await unfiled(second)).toBe(0)
})
