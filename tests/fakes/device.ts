import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createLocalLocks, type Locks } from '#device/platform/locks.ts'
import { makeSigningKeys, publicKeyText } from '#device/platform/signing.ts'
import { createStore, type LocalStore, type StoreOptions } from '#device/store/create-store.ts'
import { readMeta, writeMeta } from '#device/store/database.ts'
import { fakeAssess } from './assess.ts'
import { createClock, type SettableClock } from './clock.ts'

/** A phone for tests: its own IndexedDB, locks and clock. Opening it again is the app after a crash or in a tab. */
export type Phone = {
  readonly indexedDB: IDBFactory
  readonly clock: SettableClock
  readonly locks: Locks
  readonly open: (options?: StoreOptions) => LocalStore
}

export function createPhone(clock: SettableClock = createClock()): Phone {
  const indexedDB = new IDBFactory()
  const locks = createLocalLocks()
  return {
    indexedDB,
    clock,
    locks,
    open: (options) =>
      createStore({ indexedDB, IDBKeyRange, clock, locks, loadAssess: async () => fakeAssess, ...options }),
  }
}

export const testPuskesmasId = '00000000-0000-4000-8000-00000000a001'
export const testPosyanduId = '00000000-0000-4000-8000-00000000b001'
export const otherPosyanduId = '00000000-0000-4000-8000-00000000b002'

/** Makes a phone's store write as `deviceId`, as enrolment would. */
export async function enrolDirectly(local: LocalStore, deviceId: string): Promise<string> {
  const { database, seals } = local.planner
  const keys = await makeSigningKeys()
  const publicKey = await publicKeyText(keys)
  const person = { id: '00000000-0000-4000-8000-00000000c001', name: 'Bu Kader', role: 'kader' } as const
  const enrolment = {
    deviceId,
    puskesmas: { id: testPuskesmasId, name: 'Puskesmas Uji', demo: true },
    person,
    posyandu: [
      { id: testPosyanduId, name: 'Posyandu Satu' },
      { id: otherPosyanduId, name: 'Posyandu Dua' },
    ],
  }
  const body = await seals.data.seal({ enrolment, pullToken: `token-${deviceId}` })
  await database.devices.put({
    id: deviceId,
    keys,
    publicKey,
    code: 'TESTCODE',
    deviceId,
    puskesmasId: testPuskesmasId,
    personId: person.id,
    body,
  })
  await writeMeta(database, 'currentDevice', deviceId)
  const ledger = await readMeta(database, 'ledger')
  const revision = (ledger?.revision ?? 0) + 1
  await writeMeta(database, 'ledger', { directoryVersion: 0, counters: {}, ...ledger, revision })
  return publicKey
}

/** Device ids for tests: `deviceIdOf(1)` … */
export const deviceIdOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
