import { afterEach, expect, it } from 'vitest'
import { deviceIdOf, enrolDirectly } from '#tests/fakes/device.ts'
import { closeAll, setUp } from '#tests/fakes/sync-setup.ts'
import { readMeta, writeMeta } from '#device/store/database.ts'
import { runSync } from './engine.ts'
import type { Transport } from './send.ts'

afterEach(closeAll)

it.each(['page', 'worker'] as const)(
  'SL7 PL7 what comes for a device after another was enrolled here says nothing of this one (%s)',
  async (by) => {
    const { local, phone, sync, save, server } = await setUp()
    const { database } = local.planner
    await save(2)
    const contact = { firstLoadDone: false, device: 'active', lastContactAt: phone.clock.now() } as const
    const late: Transport = async (path, request) => {
      const body = (await (await server.fetch(path, request)).json()) as object
      await enrolDirectly(local, deviceIdOf(2))
      await writeMeta(database, 'contact', contact)
      return Response.json({ ...body, device: 'revoked' })
    }
    const worker = {
      database,
      queueSeal: undefined,
      clock: phone.clock,
      transport: late,
      appVersion: 'test',
    }
    await (by === 'worker' ? runSync(worker) : sync(late))
    expect(await readMeta(database, 'contact')).toEqual(contact)
    // Receipts are what they are.
    const rows = await local.store.queue(10)
    expect(rows.map(({ state }) => state)).toEqual(['received', 'received'])
  },
)
