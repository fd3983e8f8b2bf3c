import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Changes, SyncAnswer } from '#protocol/messages/sync.ts'
import { deviceIdOf, otherPosyanduId, testPosyanduId } from '#tests/fakes/device.ts'
import { closeAll, headerIn, setUp } from '#tests/fakes/sync-setup.ts'
import { newId } from '#device/platform/ids.ts'
import { askHistory } from '#device/sync/ask-history.ts'
import type { Engine } from '#device/sync/engine.ts'
import type { Transport } from '#device/sync/send.ts'
import { createIntake } from '#device/sync/intake.ts'

afterEach(closeAll)

const [ani, budi] = [deviceIdOf(7), deviceIdOf(8)]
const posyandu = [
  { id: testPosyanduId, name: 'Posyandu Satu' },
  { id: otherPosyanduId, name: 'Posyandu Dua' },
]

async function phone() {
  const { local, phone: made, server, sync, save } = await setUp()
  /** An exchange whose page tells this besides. */
  const told = async (more: Partial<Changes>) => {
    const transport: Transport = async (path, request) => {
      const body = (await (await server.fetch(path, request)).json()) as SyncAnswer
      return Response.json({ ...body, changes: { ...body.changes, ...more } })
    }
    expect(await sync(transport)).toEqual({ ok: true })
  }
  const known = async () => {
    const { writers, writersEnrolledAt } = (await local.store.enrolment()) ?? {}
    return { writers, writersEnrolledAt }
  }
  const engineOver = (transport: Transport): Engine => ({
    database: local.planner.database,
    queueSeal: local.planner.seals.queue,
    clock: made.clock,
    transport,
    appVersion: 'test',
    intake: createIntake(local),
  })
  return { local, server, sync, save, told, known, engineOver }
}

describe('who writes, as the phone keeps it', () => {
  it('PL10 says in every pull that it reads when phones were enrolled', async () => {
    const { sync, server, save } = await phone()
    const said: unknown[] = []
    const listening: Transport = async (path, request) => {
      said.push((await headerIn(request))?.pull?.phones)
      return server.fetch(path, request)
    }
    await sync(listening)
    await save(1)
    await sync(listening)
    expect(said).toEqual([true, true])
  })

  it('PL10 adds who is told, with or without the names of the posyandu, and forgets nobody', async () => {
    const { told, known, local } = await phone()
    await told({ posyandu, phones: { [ani]: { name: 'Bu Ani', enrolledAt: 5 } } })
    await told({ phones: { [budi]: { name: 'Pak Budi', enrolledAt: 6 } } })
    const both = {
      writers: { [ani]: 'Bu Ani', [budi]: 'Pak Budi' },
      writersEnrolledAt: { [ani]: 5, [budi]: 6 },
    }
    expect(await known()).toEqual(both)
    expect((await local.store.enrolment())?.posyandu).toEqual(posyandu)
    // A name that was mended comes anew; those of another posyandu alone take nobody away.
    await told({ posyandu: [posyandu[0] as { id: string; name: string }], phones: {} })
    await told({ phones: { [ani]: { name: 'Bu Ani Lestari', enrolledAt: 5 } } })
    expect(await known()).toEqual({ ...both, writers: { ...both.writers, [ani]: 'Bu Ani Lestari' } })
    expect((await local.store.enrolment())?.posyandu).toHaveLength(1)
  })

  it('PL10 UP8 keeps what it knows beside the bare names of an older edition', async () => {
    const { told, known } = await phone()
    await told({ posyandu, phones: { [ani]: { name: 'Bu Ani', enrolledAt: 5 } } })
    await told({ posyandu, writers: { [budi]: 'Pak Budi' } })
    expect(await known()).toEqual({
      writers: { [ani]: 'Bu Ani', [budi]: 'Pak Budi' },
      writersEnrolledAt: { [ani]: 5 },
    })
  })

  it('PL10 writes nothing where nobody new is told', async () => {
    const { told, local } = await phone()
    const phones = { [ani]: { name: 'Bu Ani', enrolledAt: 5 } }
    await told({ posyandu, phones })
    const body = async () => (await local.planner.database.devices.toArray())[0]?.body
    const before = await body()
    const forgets = vi.spyOn(local.planner.shelf, 'forget')
    await told({ phones })
    expect(await body()).toEqual(before)
    await told({ phones: { [budi]: { name: 'Pak Budi', enrolledAt: 6 } } })
    expect(await body()).not.toEqual(before)
    // What the writers of the store keep in memory holds no names.
    expect(forgets).not.toHaveBeenCalled()
  })

  it('PL10 KP6 hears with older visits who wrote them', async () => {
    const { local, server, save, sync, known, engineOver } = await phone()
    const [id = ''] = await save(1)
    const set = { personId: id, visitedOn: '2019-06-03', instrument: 'balita', weightKg: 8 }
    await local.store.save([{ kind: 'visit', id: newId(), set }])
    await sync()
    const transport: Transport = async (path, request) => {
      const body = (await (await server.fetch(path, request)).json()) as SyncAnswer
      const phones = { [budi]: { name: 'Pak Budi', enrolledAt: 6 }, later: { words: 1 } }
      return Response.json({ ...body, history: { ...body.history, phones } })
    }
    expect(await askHistory(local, engineOver(transport), id)).toEqual({ ok: true, records: 1 })
    expect(await known()).toEqual({ writers: { [budi]: 'Pak Budi' }, writersEnrolledAt: { [budi]: 6 } })
  })
})
