import { afterEach, describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { isSealed } from '#device/store/seal.ts'
import { makeDataKey, sealing } from '#tests/builders/sealed-phone.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { type Canary, canaries, dumpOf, foundIn } from '#tests/fakes/dump.ts'
import { sealInPlace } from './seal-in-place.ts'

const open: LocalStore[] = []
afterEach(() => {
  for (const local of open.splice(0)) local.close()
})

/** A phone from before: people, visits, a draft, a full queue of two enrolments, all of it open. */
async function phoneFromBefore(many = 3) {
  const phone = createPhone()
  const local = phone.open()
  await enrolDirectly(local, deviceIdOf(2))
  await local.store.save([
    { kind: 'person', id: newId(), set: { name: canaries.early.text, posyanduId: testPosyanduId } },
  ])
  await enrolDirectly(local, deviceIdOf(1))
  for (let i = 0; i < many; i++) {
    const id = newId()
    await local.store.save([
      {
        kind: 'person',
        id,
        set: { name: `${canaries.name.text} ${i}`, nik: canaries.nik.text, posyanduId: testPosyanduId },
      },
      {
        kind: 'visit',
        id: newId(),
        set: {
          personId: id,
          visitedOn: '2026-05-04',
          instrument: 'balita',
          weightKg: Number(canaries.number.text),
          note: canaries.note.text,
        },
      },
    ])
  }
  await local.store.saveDraft('person:new', { name: canaries.draft.text })
  const balance = await local.store.balance()
  local.close()
  const key = await makeDataKey()
  const sealed = sealing(key)
  const unlocked = (more: { readonly seals?: typeof sealed.seals } = {}) => {
    const one = phone.open({ seals: more.seals ?? sealed.seals })
    open.push(one)
    return one
  }
  return { phone, key, sealed, unlocked, balance }
}

const all: readonly Canary[] = Object.values(canaries)
const found = async (local: LocalStore) => foundIn(await dumpOf(local.planner.database.dexie), all)

describe('a phone from before', () => {
  it('SL3 SL5 holds every canary open, and none once it is sealed, in no store, key or index', async () => {
    const { sealed, unlocked, balance } = await phoneFromBefore()
    const local = unlocked()
    expect(await found(local)).toEqual(all.map(({ text }) => text).toSorted())
    await sealInPlace(local, sealed.made().queueKeys)
    expect(await found(local)).toEqual([])
    expect(await local.store.balance()).toEqual(balance)
    expect((await local.store.directory()).map(({ name }) => name)).toContain(`${canaries.name.text} 2`)
    expect((await local.store.draft('person:new'))?.value).toEqual({ name: canaries.draft.text })
    const { database, seals } = local.planner
    const rows = await database.outbox.toArray()
    expect(rows).toHaveLength(7)
    const mutations = await Promise.all(rows.map(({ body }) => seals.queue.open(body)))
    expect(mutations.map(({ number }) => number)).toEqual(rows.map(({ number }) => number))
    expect(JSON.stringify(mutations)).toContain(canaries.early.text)
  })

  it('SL3 goes on where it was cut off, at every row, and loses none', async () => {
    const { sealed, unlocked, balance, key } = await phoneFromBefore(2)
    let cuts = 0
    for (let left = 0; ; left++) {
      let still = left
      const dying = sealing(key)
      const local = unlocked({
        seals(database) {
          const seals = dying.seals(database)
          const seal: typeof seals.data.seal = async (value) => {
            if (still-- === 0) throw new Error('killed')
            return seals.data.seal(value)
          }
          return { ...seals, data: { ...seals.data, seal } }
        },
      })
      const ended = await sealInPlace(local, dying.made().queueKeys).then(
        () => true,
        () => false,
      )
      expect(await local.store.balance()).toEqual(balance)
      expect((await local.store.directory()).length).toBe(3)
      local.close()
      if (ended) break
      cuts += 1
    }
    expect(cuts).toBeGreaterThan(2)
    const local = unlocked()
    expect(await found(local)).toEqual([])
    await sealInPlace(local, sealed.made().queueKeys)
    expect(await local.store.balance()).toEqual(balance)
  })

  it('SL3 leaves what is saved meanwhile as it was saved', async () => {
    const { sealed, unlocked, balance } = await phoneFromBefore()
    const local = unlocked()
    const running = sealInPlace(local, sealed.made().queueKeys)
    await local.store.save([
      { kind: 'person', id: newId(), set: { name: 'Sela', posyanduId: testPosyanduId } },
    ])
    await local.store.saveDraft('person:new', { name: 'Baru diketik' })
    await running
    expect(await local.store.balance()).toEqual({
      ...balance,
      saved: balance.saved + 1,
      waiting: balance.waiting + 1,
    })
    expect((await local.store.draft('person:new'))?.value).toEqual({ name: 'Baru diketik' })
    expect((await local.store.directory()).map(({ name }) => name)).toContain('Sela')
    expect(await found(local)).toEqual([])
    const bodies = (await local.planner.database.outbox.toArray()).map(({ body }) => isSealed(body))
    expect(bodies).not.toContain(false)
  })
})

describe('the look for canaries', () => {
  it.each(['utf8', 'utf16le', 'hex', 'base64'] as const)(
    'finds each in %s, wherever it stands',
    (writing) => {
      for (const canary of all)
        for (const before of ['', 'a', 'ab']) {
          const dump = Buffer.from(
            writing === 'utf8' || writing === 'utf16le'
              ? Buffer.from(`${before}${canary.text}zz`, writing)
              : Buffer.from(`${before}${canary.text}zz`).toString(writing),
          )
          expect(foundIn(dump, all)).toEqual([canary.text])
        }
    },
  )
})
