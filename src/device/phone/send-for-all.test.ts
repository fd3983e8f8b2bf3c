import { afterEach, expect, it, vi } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { createStore } from '#device/store/create-store.ts'
import { createVaultDatabase } from '#device/vault/vault-database.ts'
import { noTries } from '#device/vault/tries.ts'
import { fakeAssess } from '#tests/fakes/assess.ts'
import { deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { sendForAll } from './send-for-all.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Somebody's store on this phone, with one row waiting; ids of vaults begin with the time of their making. */
async function holder(n: number) {
  const store = `teratai-${n}`
  await createVaultDatabase(indexedDB).writeRow({ id: `v${n}`, tries: noTries, store })
  const local = createStore({ name: store, loadAssess: async () => fakeAssess })
  await enrolDirectly(local, deviceIdOf(n))
  await local.store.save([{ kind: 'person', id: newId(), set: { name: 'Siti', posyanduId: testPosyanduId } }])
  local.close()
  return store
}

/** Nothing answers; gives how often somebody was asked. */
function countRequests() {
  const asked = vi.fn(async () => {
    throw new TypeError('Failed to fetch')
  })
  vi.stubGlobal('fetch', asked)
  return () => asked.mock.calls.length
}

it('SL8 what waits of everybody goes, but of whose app is open', async () => {
  const [first] = [await holder(1), await holder(2)]
  const requests = countRequests()
  expect(await sendForAll()).toMatchObject({ ok: false, failure: { kind: 'network' } })
  expect(requests()).toBe(2)
  await sendForAll({ store: first })
  expect(requests()).toBe(3)
})

it('SL8 a store that cannot be used keeps nobody else’s rows back, and is told', async () => {
  const broken = await holder(3)
  await holder(4)
  const requests = countRequests()
  await sendForAll().catch(() => undefined)
  const before = requests()
  await breakStore(broken)
  await expect(sendForAll()).rejects.toThrow()
  expect(requests() - before).toBe(before - 1)
})

/** In its place lies one of an edition that is still to come. */
async function breakStore(name: string) {
  const deleting = indexedDB.deleteDatabase(name)
  await new Promise((resolve) => deleting.addEventListener('success', resolve))
  const opening = indexedDB.open(name, 9_990)
  await new Promise((resolve) => opening.addEventListener('success', resolve))
  opening.result.close()
}
