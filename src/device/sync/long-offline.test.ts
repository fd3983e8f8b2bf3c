import { afterEach, describe, expect, it } from 'vitest'
import { shownFields } from '#protocol/merge.ts'
import { deviceIdOf } from '#tests/fakes/device.ts'
import { closeAll, numbersIn, setUp } from '#tests/fakes/sync-setup.ts'
import { day } from '#device/store/outbox.ts'
import type { Transport } from './send.ts'

afterEach(closeAll)
const year = 365 * day

describe('a phone that is long without the puskesmas', () => {
  it('saves for thirty days and more, asks for no log-in, and sends all of it then (lesson 49; trial 14)', async () => {
    const { local, phone, save, server, sync } = await setUp()
    await save(1)
    await sync()
    for (let passed = 0; passed < 46; passed++) {
      phone.clock.pass(day)
      await save(1)
    }
    expect(await local.store.balance()).toEqual({ saved: 47, received: 1, waiting: 46, held: 0 })
    expect(await local.store.directory()).toHaveLength(47)
    expect(await sync()).toEqual({ ok: true })
    expect(server.numbersOf(deviceIdOf(1))).toHaveLength(47)
    expect(await local.store.balance()).toMatchObject({ received: 47, waiting: 0 })
  })

  it('refused in the middle of the queue it keeps the rest, goes on saving, and sends it once it is let (lesson 49; trial 13)', async () => {
    const { local, save, server, sync } = await setUp()
    await save(6)
    let answered = 0
    const expires: Transport = async (path, request) => {
      if ((await numbersIn(request)).length > 2) return new Response('', { status: 413 })
      answered += 1
      return answered > 1
        ? Response.json({ error: { code: 'unknownDevice' } }, { status: 401 })
        : server.fetch(path, request)
    }
    expect(await sync(expires)).toMatchObject({
      ok: false,
      failure: { kind: 'refused', code: 'unknownDevice' },
    })
    const { received, waiting, held } = await local.store.balance()
    expect([received > 0, waiting > 0, received + waiting, held]).toEqual([true, true, 6, 0])
    await save(1)
    expect(await local.store.balance()).toMatchObject({ saved: 7, received, waiting: waiting + 1 })
    await sync()
    await sync()
    expect(await local.store.balance()).toEqual({ saved: 7, received: 7, waiting: 0, held: 0 })
  })

  it('whose pull token is no longer good still sends, and gets its receipts (lesson 49; trial 13)', async () => {
    const { local, save, server, sync } = await setUp()
    await save(2)
    const stripped: Transport = (path, request) => {
      const headers = new Headers(request.headers)
      headers.set('authorization', 'Bearer no-longer-good')
      return server.fetch(path, { ...request, headers })
    }
    await sync(stripped)
    expect(await local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
  })
})

describe('a clock that is wrong', () => {
  it.each([
    ['a year fast', year],
    ['a year slow', -year],
  ])(
    '%s: a later correction on another phone wins, and nothing is lost (lesson 51; trial 6)',
    async (_, off) => {
      const wrong = await setUp()
      const right = await setUp({}, wrong.server, 2)
      wrong.phone.clock.pass(off)
      const [id = ''] = await wrong.save(1)
      await wrong.sync()
      await right.sync()
      await right.local.store.save([{ kind: 'person', id, set: { rt: '07' } }])
      await right.sync()
      await wrong.sync()
      await wrong.local.store.save([{ kind: 'person', id, set: { rt: '08' } }])
      await wrong.sync()
      await right.sync()
      for (const { local } of [wrong, right]) {
        const record = await local.store.record(id)
        expect(record && shownFields(record)).toMatchObject({ rt: '08' })
        expect(record?.fields.rt?.heads).toHaveLength(1)
      }
      expect(await wrong.local.store.balance()).toMatchObject({ waiting: 0, held: 0 })
    },
  )

  it.each([year, -year])(
    'set by %i ms in the middle of an exchange: all is received once, and saving goes on (lesson 51; trial 6)',
    async (jump) => {
      const { local, phone, save, server, sync } = await setUp()
      await save(3)
      const jumping: Transport = async (path, request) => {
        const answer = await server.fetch(path, request)
        phone.clock.pass(jump)
        return answer
      }
      await sync(jumping)
      await save(2)
      await sync()
      expect(await local.store.balance()).toEqual({ saved: 5, received: 5, waiting: 0, held: 0 })
      expect([...server.timesApplied().values()]).toEqual([1, 1, 1, 1, 1])
      phone.clock.pass(-jump)
      await save(1)
      await sync()
      expect(await local.store.balance()).toEqual({ saved: 6, received: 6, waiting: 0, held: 0 })
    },
  )
})
