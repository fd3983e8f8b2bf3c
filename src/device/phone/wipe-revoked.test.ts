import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DeviceState } from '#protocol/messages/sync.ts'
import { newId } from '#device/platform/ids.ts'
import { eraseReadable } from '#device/sealing/erase-readable.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { writeMeta } from '#device/store/database.ts'
import { makeDataKey, sealablePuskesmasKeys, sealing } from '#tests/builders/sealed-phone.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { wipeRevoked } from './wipe-revoked.ts'

const opened: LocalStore[] = []
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

/** A sealed phone of which the puskesmas last said this, with so many rows waiting. */
async function phoneThatIs(device: DeviceState, { rows = 1, knowsKeys = true } = {}) {
  const phone = createPhone()
  const sealed = sealing(await makeDataKey())
  const local = phone.open({ seals: sealed.seals })
  opened.push(local)
  const { database } = local.planner
  await enrolDirectly(local, deviceIdOf(1))
  const keys = await sealablePuskesmasKeys()
  if (knowsKeys) await writeMeta(database, 'puskesmasKeys', keys)
  for (let i = 0; i < rows; i += 1)
    await local.store.save([
      { kind: 'person', id: newId(), set: { name: `Warga ${i}`, posyanduId: testPosyanduId } },
    ])
  await writeMeta(database, 'contact', { firstLoadDone: true, device })
  const destroyed = vi.fn(async (_id: string) => undefined)
  return {
    phone,
    database,
    keys,
    queueKeys: sealed.made().queueKeys,
    wipe: async () => {
      await wipeRevoked(database, 'vault', destroyed)
      return destroyed.mock.calls.flat()
    },
  }
}

describe('after a contact', () => {
  it.each<[DeviceState, readonly string[]]>([
    ['active', []],
    ['forgotten', []],
    ['revoked', ['vault']],
  ])('SL7 a phone that is %s loses the keys of %j', async (device, lost) => {
    expect(await (await phoneThatIs(device)).wipe()).toEqual(lost)
  })

  it('SL7 a revoked phone with nothing on its way loses them too', async () => {
    expect(await (await phoneThatIs('revoked', { rows: 0 })).wipe()).toEqual(['vault'])
  })

  it('SL7 rows that only the open app can send keep them, until the puskesmas can open those', async () => {
    const { wipe, database, keys, queueKeys } = await phoneThatIs('revoked', { knowsKeys: false })
    expect(await wipe()).toEqual([])
    await writeMeta(database, 'puskesmasKeys', keys)
    await queueKeys.tidy()
    expect(await wipe()).toEqual(['vault'])
  })

  it('SL7 rows that came to the puskesmas keep nothing', async () => {
    const { wipe, database } = await phoneThatIs('revoked', { knowsKeys: false })
    await database.outbox.toCollection().modify({ state: 'received', receivedAt: 1, code: 'TEST' })
    expect(await wipe()).toEqual(['vault'])
  })

  it('SL7 one that was wiped already and waits for a new code is not wiped again', async () => {
    const { wipe, phone } = await phoneThatIs('revoked')
    await eraseReadable(phone)
    expect(await wipe()).toEqual([])
  })
})
