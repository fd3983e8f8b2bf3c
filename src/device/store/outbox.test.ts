import { afterEach, beforeEach, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import type { LocalStore } from './create-store.ts'
import { collect, collectAll, day } from './outbox.ts'

const own = deviceIdOf(1)
let local: LocalStore
beforeEach(async () => {
  local = createPhone().open()
  await enrolDirectly(local, own)
})
afterEach(() => local.close())

/** A row of a person whose record is not on this phone any more; one that waits had its receipt before a restore. */
async function rowWithoutRecord(state: 'waiting' | 'held') {
  const id = newId()
  await local.store.save([{ kind: 'person', id, set: { posyanduId: testPosyanduId, name: 'Siti' } }])
  const { database } = local.planner
  const again = state === 'waiting' && { again: 1 as const }
  await database.outbox.toCollection().modify({ state, asideUntil: local.clock.now() - day, ...again })
  await database.records.delete(id)
}
const look = () => {
  const { database, seals } = local.planner
  return Promise.all([
    collect(database, seals.queue, own, 500, local.clock.now()),
    collectAll(database, seals.queue, own),
  ])
}

it('PL8 what is sent again of a record that is not here is told, by network and by file', async () => {
  await rowWithoutRecord('waiting')
  const [one, all] = await look()
  expect(one.mutations).toHaveLength(1)
  expect([one.lacks, all.lacks]).toEqual([true, true])
})

it('PL8 what is held of somebody who left is asked about daily, and nothing is read from the start for it', async () => {
  await rowWithoutRecord('held')
  const [one, all] = await look()
  expect(one.mutations).toHaveLength(1)
  expect([one.lacks, all.lacks]).toEqual([false, false])
})
