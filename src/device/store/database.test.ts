import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, it } from 'vitest'
import { createPhone, deviceIdOf, enrolDirectly, type Phone, testPosyanduId } from '#tests/fakes/device.ts'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore, StoreOptions } from './create-store.ts'
import { schemaVersions } from './schema.ts'
import type { StoreTrouble } from './store-error.ts'

const opened: LocalStore[] = []
const open = (phone: Phone, options?: StoreOptions) => {
  const local = phone.open(options)
  opened.push(local)
  return local
}
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

const person = (id: string) => ({
  kind: 'person' as const,
  id,
  set: { name: 'Melati', posyanduId: testPosyanduId },
})
const visit = (personId: string) => ({
  kind: 'visit' as const,
  id: newId(),
  set: { personId, visitedOn: '2026-06-03', instrument: 'balita', weightKg: 9 },
})

async function enrolled() {
  const phone = createPhone()
  const local = open(phone)
  await enrolDirectly(local, deviceIdOf(1))
  return { phone, local }
}

/** Makes the n-th write from now fail with an error of that name; `writes` counts them. */
function failAtWrite(local: LocalStore, n: number, name: string) {
  const seen = { writes: 0 }
  const { dexie } = local.planner.database
  const failing = <T extends object>(target: T, names: readonly string[]): T =>
    new Proxy(target, {
      get(of, key) {
        const value: unknown = Reflect.get(of, key)
        if (typeof value !== 'function') return value
        return (...input: unknown[]) => {
          if (names.includes(String(key))) {
            seen.writes += 1
            if (seen.writes === n) throw new DOMException('made to fail', name)
          }
          const given: unknown = Reflect.apply(value, of, input)
          if (key === 'transaction') return failing(given as object, [])
          return key === 'objectStore' ? failing(given as object, ['add', 'put', 'delete']) : given
        }
      },
      set: (of, key, value) => Reflect.set(of, key, value),
    })
  Object.assign(dexie, {
    backendDB: () => failing(Object.getPrototypeOf(dexie).backendDB.call(dexie) as IDBDatabase, []),
  })
  return seen
}

/** Everything that lies in the database, to compare before and after. */
async function contents(local: LocalStore) {
  const tables = await Promise.all(
    local.planner.database.dexie.tables.map(async (table) => [table.name, await table.toArray()] as const),
  )
  return JSON.stringify(tables)
}

describe('a save that dies', () => {
  const points = [1, 2, 3, 4, 5, 6]

  it.each(points)(
    'OB1 leaves nothing behind when write %i does not happen, and works when repeated (trial 1)',
    async (n) => {
      const { phone, local } = await enrolled()
      const a = newId()
      await local.store.save([person(a)])
      await local.store.saveDraft('visit', { weightKg: 9 })
      const before = await contents(local)
      local.close()

      const dying = open(phone)
      failAtWrite(dying, n, 'AbortError')
      const change = visit(a)
      await expect(dying.store.save([change], { clearDraft: 'visit' })).rejects.toBeDefined()
      dying.close()

      const again = open(phone)
      expect(await contents(again)).toBe(before)
      await again.store.save([change], { clearDraft: 'visit' })
      expect((await again.planner.database.outbox.toArray()).map((row) => row.number)).toEqual([1, 2])
      expect(await again.store.tally('2026-06')).toEqual({ balita: { normal: 1 } })
      expect(await again.store.drafts()).toEqual([])
    },
  )

  it('writes at exactly the points tried above', async () => {
    const { phone, local } = await enrolled()
    const a = newId()
    await local.store.save([person(a)])
    const counting = open(phone)
    const seen = failAtWrite(counting, -1, 'never')
    await counting.store.save([visit(a)], { clearDraft: 'visit' })
    expect(seen.writes).toBe(points.length)
  })

  it('RE1 a save whose transaction went through before the app died is not written twice (trial 2)', async () => {
    const { phone, local } = await enrolled()
    const change = person(newId())
    await local.store.save([change])
    local.close()
    const again = open(phone)
    await again.store.save([change])
    expect(await again.store.balance()).toMatchObject({ saved: 1, waiting: 1 })
  })
})

describe('a full phone', () => {
  it('gets a typed error, a message, and loses nothing (lesson 43; trial 7)', async () => {
    const { phone, local } = await enrolled()
    await local.store.save([person(newId())])
    const before = await contents(local)
    local.close()
    const full = open(phone)
    failAtWrite(full, 2, 'QuotaExceededError')
    const troubles: StoreTrouble[] = []
    full.store.onTrouble((trouble) => troubles.push(trouble))
    await expect(full.store.save([person(newId())])).rejects.toMatchObject({ code: 'storageFull' })
    expect(troubles).toEqual(['storageFull'])
    expect(await contents(full)).toBe(before)
    await full.store.save([person(newId())])
    expect(await full.store.balance()).toMatchObject({ saved: 2, waiting: 2 })
  })
})

describe('a lost connection', () => {
  it.each(['TimeoutError', 'UnknownError', 'InvalidStateError', 'DatabaseClosedError'])(
    'is healed whatever the browser calls it: %s (lessons 4, 5; trial 8)',
    async (name) => {
      const { local } = await enrolled()
      let failed = 0
      const done = await local.planner.database.run(async () => {
        failed += 1
        if (failed < 3) throw new DOMException('gone', name)
        return local.planner.database.outbox.count()
      })
      expect([failed, done]).toEqual([3, 0])
    },
  )

  it('heals by reopening and says so (lesson 4)', async () => {
    const { local } = await enrolled()
    const troubles: StoreTrouble[] = []
    local.store.onTrouble((trouble) => troubles.push(trouble))
    local.planner.database.dexie.backendDB().close()
    await local.store.save([person(newId())])
    expect(troubles).toEqual(['connectionLost', 'reconnected'])
    expect(await local.store.balance()).toMatchObject({ saved: 1, waiting: 1 })
  })

  it('heals when the browser closes it (lesson 4; trial 8)', async () => {
    const { local } = await enrolled()
    const troubles: StoreTrouble[] = []
    local.store.onTrouble((trouble) => troubles.push(trouble))
    local.planner.database.dexie.backendDB().onclose?.(new Event('close'))
    expect(troubles).toEqual(['connectionLost'])
    await local.store.save([person(newId())])
    expect(troubles).toEqual(['connectionLost', 'reconnected'])
  })

  it('repeats a write that failed with the connection, once (lessons 4, 5)', async () => {
    const { phone, local } = await enrolled()
    local.close()
    const shaky = open(phone)
    failAtWrite(shaky, 3, 'UnknownError')
    await shaky.store.save([person(newId())])
    expect(await shaky.store.balance()).toMatchObject({ saved: 1, waiting: 1 })
  })

  it('gives up with a typed error when the database stays broken (lesson 5)', async () => {
    const { local } = await enrolled()
    const seen = { tries: 0 }
    const broken = local.planner.database.run(async () => {
      seen.tries += 1
      throw new DOMException('Internal error opening backing store', 'UnknownError')
    })
    await expect(broken).rejects.toMatchObject({ code: 'storageBroken' })
    expect(seen.tries).toBe(3)
  })

  it.each(['UnknownError', 'VersionError', 'InvalidStateError', 'DataError'])(
    'never makes a new one in the place of one that does not open (%s): the next start has all of it (lesson 17)',
    async (name) => {
      const { phone, local } = await enrolled()
      await local.store.save([person(newId()), person(newId())])
      const rows = await local.planner.database.outbox.toArray()
      local.close()
      const deleted: string[] = []
      const factory = Object.assign(Object.create(phone.indexedDB) as IDBFactory, {
        open: () => {
          throw new DOMException('does not open', name)
        },
        deleteDatabase: (which: string) => {
          deleted.push(which)
          return phone.indexedDB.deleteDatabase(which)
        },
      })
      await expect(open(phone, { indexedDB: factory }).store.directory()).rejects.toThrow()
      expect(deleted).toEqual([])
      const again = open(phone)
      expect(await again.planner.database.outbox.toArray()).toEqual(rows)
      expect(await again.store.directory()).toHaveLength(2)
    },
  )

  it('says that it does not open where it never did, and speaks of no connection that was lost (lesson 5)', async () => {
    const phone = createPhone()
    const troubles: StoreTrouble[] = []
    const refuse = () => {
      throw new DOMException('Internal error opening backing store', 'UnknownError')
    }
    const local = open(phone, { indexedDB: Object.assign(new IDBFactory(), { open: refuse }) })
    local.store.onTrouble((trouble) => troubles.push(trouble))
    await expect(local.store.directory()).rejects.toMatchObject({ code: 'storageBroken' })
    expect(troubles).toEqual([])
  })
})

describe('a newer edition', () => {
  const next = [...schemaVersions, { version: schemaVersions.length + 1, stores: { later: 'id' } }]

  it('UP1 opens an old database with a full outbox and loses nothing (lesson 12; trial 9)', async () => {
    const { phone, local } = await enrolled()
    await local.store.save([person(newId()), person(newId())])
    await local.store.saveDraft('visit', { weightKg: 9 })
    const rows = await local.planner.database.outbox.toArray()
    local.close()
    const newer = open(phone, { versions: next })
    expect(await newer.planner.database.outbox.toArray()).toEqual(rows)
    expect(await newer.store.balance()).toEqual({ saved: 2, received: 0, waiting: 2, held: 0 })
    expect(await newer.store.directory()).toHaveLength(2)
    expect(await newer.store.drafts()).toHaveLength(1)
  })

  it('UP2 in another tab: this tab stops writing and says that it must be reloaded (trial 8)', async () => {
    const { phone, local } = await enrolled()
    await local.store.directory()
    const troubles: StoreTrouble[] = []
    local.store.onTrouble((trouble) => troubles.push(trouble))
    const newer = open(phone, { versions: next })
    await newer.store.directory()
    expect(troubles).toContain('reloadNeeded')
    await expect(local.store.save([person(newId())])).rejects.toMatchObject({ code: 'reloadNeeded' })
  })
})
