import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { readMeta, writeMeta } from '#device/store/database.ts'
import { isSealed, type Sealed } from '#device/store/seal.ts'
import { newId } from '#device/platform/ids.ts'
import { makeDataKey, sealing } from '#tests/builders/sealed-phone.ts'
import {
  createPhone,
  deviceIdOf,
  enrolDirectly,
  testPosyanduId,
  testPuskesmasId,
} from '#tests/fakes/device.ts'
import { dataSeal } from './data-seal.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** An enrolled phone under a data key; opened again under the same or another. */
async function sealedPhone() {
  const phone = createPhone()
  const key = await makeDataKey()
  const open = (dataKey = key) => {
    const sealed = sealing(dataKey)
    const local = phone.open({ seals: sealed.seals })
    closing.push(() => local.close())
    return { local, sealed }
  }
  const first = open()
  await enrolDirectly(first.local, deviceIdOf(1))
  return { ...first, open }
}
const person = (name: string) =>
  ({ kind: 'person', id: newId(), set: { name, posyanduId: testPosyanduId } }) as const

const somethingOpen = async () => false

describe('what the person at the phone reads', () => {
  it('SL1 comes back exactly, whatever it is, and is another body each time', async () => {
    const seal = dataSeal(await makeDataKey(), somethingOpen)
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
        const [one, other] = await Promise.all([seal.seal(value), seal.seal(value)])
        expect(JSON.stringify(await seal.open(one))).toBe(JSON.stringify(value))
        expect(isSealed(one) && isSealed(other) && one.join() !== other.join()).toBe(true)
      }),
    )
  })

  it('SL1 opens under no other key, and not with one bit turned', async () => {
    const [own, other] = [
      dataSeal(await makeDataKey(), somethingOpen),
      dataSeal(await makeDataKey(), somethingOpen),
    ]
    const body = await own.seal({ name: 'Siti' })
    await expect(other.open(body)).rejects.toThrow()
    if (!isSealed(body)) throw new Error('lies open')
    for (const at of [0, 11, 12, body.length - 1]) {
      const turned = Uint8Array.from(body, (byte, i) => (i === at ? byte ^ 1 : byte))
      // The brand says of what type it was sealed.
      await expect(own.open(turned as Uint8Array as typeof body)).rejects.toThrow()
    }
  })

  it('SL3 SL9 is read where it still lies open, as long as something may', async () => {
    const open = JSON.stringify({ name: 'Siti' }) as Sealed<{ name: string }>
    const key = await makeDataKey()
    expect(await dataSeal(key, somethingOpen).open(open)).toEqual({ name: 'Siti' })
    await expect(dataSeal(key, async () => true).open(open)).rejects.toMatchObject({ code: 'notSealed' })
  })
})

describe('a phone under a data key', () => {
  it('SL1 works as one that lies open, across restarts, and holds no text in any body', async () => {
    const { local, open } = await sealedPhone()
    await local.store.save([person('Siti Rahasia')])
    await local.store.saveDraft('person:new', { name: 'Rini Rahasia' })
    local.close()
    const { local: again } = open()
    expect((await again.store.directory()).map(({ name }) => name)).toEqual(['Siti Rahasia'])
    expect((await again.store.draft('person:new'))?.value).toEqual({ name: 'Rini Rahasia' })
    expect(await again.store.balance()).toEqual({ saved: 1, received: 0, waiting: 1, held: 0 })
    const { database } = again.planner
    for (const table of [database.records, database.directory, database.drafts, database.outbox])
      expect((await table.toArray()).map(({ body }) => isSealed(body))).toEqual([true])
  })

  it('SL2 keeps one queue key for an unlocking in which something is saved, and opens those of earlier ones', async () => {
    const { local, open } = await sealedPhone()
    const keysOf = async (one: typeof local) =>
      ((await one.planner.database.meta.get('queueKeys'))?.value as readonly unknown[] | undefined) ?? []
    expect(await keysOf(local)).toEqual([])
    await Promise.all(['Satu', 'Dua', 'Tiga'].map((name) => local.store.save([person(name)])))
    expect(await keysOf(local)).toHaveLength(1)
    local.close()
    const { local: again } = open()
    expect(await keysOf(again)).toHaveLength(1)
    await again.store.save([person('Empat')])
    expect(await keysOf(again)).toHaveLength(2)
    const { database, seals } = again.planner
    const rows = await database.outbox.toArray()
    const names = await Promise.all(
      rows.map(async ({ body }) => JSON.stringify((await seals.queue.open(body)).set['name'])),
    )
    expect(names.toSorted((one, other) => one.localeCompare(other))).toEqual([
      '"Dua"',
      '"Empat"',
      '"Satu"',
      '"Tiga"',
    ])
  })

  it('SL1 opens nothing under another data key, and loses nothing by the try', async () => {
    const { local, open } = await sealedPhone()
    await local.store.save([person('Siti')])
    local.close()
    const { local: stranger } = open(await makeDataKey())
    await expect(stranger.store.directory()).rejects.toThrow()
    await expect(stranger.store.save([person('Rini')])).rejects.toThrow()
    stranger.close()
    const { local: again } = open()
    expect((await again.store.directory()).map(({ name }) => name)).toEqual(['Siti'])
    expect(await again.store.balance()).toMatchObject({ saved: 1 })
  })

  it('SL4 saves also where the puskesmas cannot be sealed to', async () => {
    const { local } = await sealedPhone()
    await writeMeta(local.planner.database, 'puskesmasKeys', { number: 1, seal: 'no point', sign: '' })
    await local.store.save([person('Siti')])
    expect(await local.store.balance()).toMatchObject({ saved: 1, waiting: 1 })
    const [note] = (await readMeta(local.planner.database, 'queueKeys')) ?? []
    expect(note).toMatchObject({ puskesmasId: testPuskesmasId })
    expect(note).not.toHaveProperty('sealed')
  })
})
