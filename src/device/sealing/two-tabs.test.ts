import { afterEach, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta, writeMeta } from '#device/store/database.ts'
import { queueKeyIdOf } from '#device/store/outbox.ts'
import { makeDataKey, sealablePuskesmasKeys, sealing } from '#tests/builders/sealed-phone.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { sealQueue } from './seal-in-place.ts'

const opened: LocalStore[] = []
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

const person = (name: string) =>
  ({ kind: 'person', id: newId(), set: { name, posyanduId: testPosyanduId } }) as const

/** A phone on which two tabs were unlocked, each by itself. */
async function twoTabs() {
  const phone = createPhone()
  const key = await makeDataKey()
  const tab = () => {
    const sealed = sealing(key)
    const local = phone.open({ seals: sealed.seals })
    opened.push(local)
    const { queueKeys } = sealed.made()
    return { local, queueKeys, save: (name: string) => local.store.save([person(name)]) }
  }
  const [one, other] = [tab(), tab()]
  const { database } = one.local.planner
  await enrolDirectly(one.local, deviceIdOf(1))
  await writeMeta(database, 'puskesmasKeys', await sealablePuskesmasKeys())
  /** Rows under a key that nothing on the phone tells of. */
  const stranded = async () => {
    const notes = new Set(((await readMeta(database, 'queueKeys')) ?? []).map(({ id }) => id))
    const ids = (await database.outbox.toArray()).map(queueKeyIdOf)
    return ids.filter((id) => id !== undefined && !notes.has(id)).length
  }
  return { one, other, database, stranded }
}

it('SL2 what a tab saves under its key can be sent, though another has tidied that key away', async () => {
  const { one, other, database, stranded } = await twoTabs()
  await one.save('Siti')
  // Received long ago, and cleared away.
  await database.outbox.clear()
  await other.queueKeys.tidy()
  expect(await readMeta(database, 'queueKeys')).toEqual([])
  await one.save('Rini')
  expect([await database.outbox.count(), await stranded()]).toEqual([1, 0])
  const notes = (await readMeta(database, 'queueKeys')) ?? []
  expect(notes.map((note) => ['wrapped' in note, 'sealed' in note])).toEqual([[true, true]])
})

it('SL2 a row that another tab sealed in place keeps its key in the same way', async () => {
  const { one, other, database, stranded } = await twoTabs()
  await one.save('Siti')
  const { key, id } = { ...(await one.queueKeys.forDevice(deviceIdOf(1))) }
  const row = await database.outbox.toCollection().first()
  if (!row) throw new Error('no row')
  const mutation = await one.local.planner.seals.queue.open(row.body)
  await database.outbox.clear()
  await other.queueKeys.tidy()
  // The brand says of what type the text is.
  await database.outbox.add({ ...row, body: JSON.stringify(mutation) as typeof row.body })
  await sealQueue(one.local, async () => ({ id, key }))
  expect([await database.outbox.count(), await stranded()]).toEqual([1, 0])
})

it('SL2 no row is stranded while one tab saves and another tidies, again and again', async () => {
  const { one, other, database, stranded } = await twoTabs()
  for (let round = 0; round < 12; round += 1) {
    await database.outbox.clear()
    const tidied = Array.from({ length: 6 }, () => other.queueKeys.tidy())
    const saved = Array.from({ length: 5 }, (_, i) => one.save(`Warga ${round} ${i}`))
    await Promise.all([...tidied, ...saved])
    expect([await database.outbox.count(), await stranded()]).toEqual([5, 0])
  }
})
