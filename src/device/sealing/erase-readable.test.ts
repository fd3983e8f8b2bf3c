import { afterEach, describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta, writeMeta } from '#device/store/database.ts'
import { isSealed } from '#device/store/seal.ts'
import { makeDataKey, sealablePuskesmasKeys, sealing } from '#tests/builders/sealed-phone.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { canaries, dumpOf, foundIn } from '#tests/fakes/dump.ts'
import { eraseReadable } from './erase-readable.ts'

const opened: LocalStore[] = []
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

const person = (name: string) =>
  ({ kind: 'person', id: newId(), set: { name, posyanduId: testPosyanduId } }) as const

/** A phone with a draft and so many people saved, sealed or open; opened again under any key. */
async function phoneWith(names: readonly string[], { isOpen = false, knowsKeys = true } = {}) {
  const phone = createPhone()
  const open = async (key?: CryptoKey) => {
    const local = phone.open(key ? { seals: sealing(key).seals } : {})
    opened.push(local)
    return local
  }
  const key = await makeDataKey()
  const local = await open(isOpen ? undefined : key)
  await enrolDirectly(local, deviceIdOf(1))
  if (knowsKeys) await writeMeta(local.planner.database, 'puskesmasKeys', await sealablePuskesmasKeys())
  for (const name of names) await local.store.save([person(name)])
  await local.store.saveDraft('person:new', { name: canaries.draft.text })
  local.close()
  return { open, key, erase: () => eraseReadable(phone) }
}

describe('a phone whose data key was destroyed', () => {
  it('SL6 has nothing left to read, and all of its queue, with the keys that sign it', async () => {
    const { open, key, erase } = await phoneWith([canaries.name.text, 'Rini'])
    await erase()
    const local = await open(await makeDataKey())
    const { database } = local.planner
    for (const table of [database.records, database.directory, database.drafts, database.tallies])
      expect(await table.count()).toBe(0)
    expect(await local.store.enrolment()).toBeUndefined()
    expect(await local.store.balance()).toEqual({ saved: 2, received: 0, waiting: 2, held: 0 })
    expect((await database.devices.toArray()).every(({ keys, body }) => keys && body === undefined)).toBe(
      true,
    )
    const notes = (await readMeta(database, 'queueKeys')) ?? []
    expect(notes).toHaveLength(1)
    expect(notes[0]).toHaveProperty('sealed')
    expect(notes[0]).not.toHaveProperty('wrapped')
    // Whoever had copied the key before opens nothing with it.
    const former = await open(key)
    const bodies = (await database.outbox.toArray()).map(({ body }) => body)
    for (const body of bodies) {
      expect(await former.planner.seals.queue.opens(body)).toBe(false)
      await expect(former.planner.seals.queue.open(body)).rejects.toThrow()
    }
  })

  it('SL6 bears to be erased again, also beside what was enrolled since', async () => {
    const { open, erase } = await phoneWith(['Siti'])
    await erase()
    const local = await open(await makeDataKey())
    await enrolDirectly(local, deviceIdOf(2))
    await local.store.save([person('Rini')])
    expect((await local.store.directory()).map(({ name }) => name)).toEqual(['Rini'])
    await erase()
    await erase()
    expect(await local.store.balance()).toEqual({ saved: 2, received: 0, waiting: 2, held: 0 })
    expect(await local.planner.database.records.count()).toBe(0)
  })

  it('SL6 seals to the puskesmas what still lay open in the queue', async () => {
    const { open, erase } = await phoneWith([canaries.name.text], { isOpen: true })
    const before = await open()
    expect(foundIn(await dumpOf(before.planner.database.dexie), [canaries.name])).toHaveLength(1)
    await erase()
    const { database } = before.planner
    expect(foundIn(await dumpOf(database.dexie), [canaries.name, canaries.draft])).toEqual([])
    expect((await database.outbox.toArray()).map(({ body }) => isSealed(body))).toEqual([true])
  })

  it('SL6 keeps a row that lies open where nobody else could open it: better read than lost', async () => {
    const { open, erase } = await phoneWith(['Siti'], { isOpen: true, knowsKeys: false })
    await erase()
    const local = await open()
    expect((await local.planner.database.outbox.toArray()).map(({ body }) => isSealed(body))).toEqual([false])
  })
})
