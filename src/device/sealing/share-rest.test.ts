import { afterEach, expect, it, vi } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { type Database, readMeta, writeMeta } from '#device/store/database.ts'
import { makeDataKey, sealablePuskesmasKeys } from '#tests/builders/sealed-phone.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { allSealedIn } from './all-sealed-in.ts'
import { dataSeal } from './data-seal.ts'
import { loadSealTo, openQueueKeys, type QueueKeys } from './queue-keys.ts'
import { queueSeal } from './queue-seal.ts'

const opened: LocalStore[] = []
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

/** A phone that has saved while the part that seals to the puskesmas could not be loaded. */
async function phoneWithout() {
  const key = await makeDataKey()
  const load = vi.fn(loadSealTo)
  load.mockRejectedValue(new TypeError('Failed to fetch'))
  let keys: QueueKeys | undefined
  const seals = (database: Database) => {
    keys = openQueueKeys(database, key, load)
    const isAllSealed = allSealedIn(database)
    return { data: dataSeal(key, isAllSealed), queue: queueSeal(keys, isAllSealed) }
  }
  const local = createPhone().open({ seals })
  opened.push(local)
  if (!keys) throw new Error('no seals were made')
  const { database } = local.planner
  await enrolDirectly(local, deviceIdOf(1))
  await writeMeta(database, 'puskesmasKeys', await sealablePuskesmasKeys())
  await local.store.save([{ kind: 'person', id: newId(), set: { name: 'Siti', posyanduId: testPosyanduId } }])
  const shared = async () => ((await readMeta(database, 'queueKeys')) ?? []).map((note) => 'sealed' in note)
  return { local, database, keys, load, shared }
}

it('SL4 makes up for a key that could not be sealed to the puskesmas, as soon as it can', async () => {
  const { keys, load, shared } = await phoneWithout()
  await keys.shareRest()
  expect(await shared()).toEqual([false])
  load.mockImplementation(loadSealTo)
  await keys.shareRest()
  expect(await shared()).toEqual([true])
})

it('SL4 reads one note, loads nothing and writes nothing where all keys are shared', async () => {
  const { database, keys, load, shared } = await phoneWithout()
  load.mockImplementation(loadSealTo)
  await keys.shareRest()
  load.mockClear()
  const looked = [vi.spyOn(database.outbox, 'each'), vi.spyOn(database.meta, 'put')]
  await keys.shareRest()
  expect(load).not.toHaveBeenCalled()
  for (const look of looked) expect(look).not.toHaveBeenCalled()
  expect(await shared()).toEqual([true])
})

it('SL4 brings back nothing that a wipe has taken meanwhile', async () => {
  const { database, keys, load, shared } = await phoneWithout()
  load.mockImplementation(async () => {
    const notes = (await readMeta(database, 'queueKeys')) ?? []
    await writeMeta(
      database,
      'queueKeys',
      notes.map(({ id, puskesmasId }) => ({ id, puskesmasId })),
    )
    return loadSealTo()
  })
  await keys.shareRest()
  expect(await shared()).toEqual([true])
  expect((await readMeta(database, 'queueKeys'))?.some((note) => 'wrapped' in note)).toBe(false)
})
