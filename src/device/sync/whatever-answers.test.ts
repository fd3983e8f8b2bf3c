import { afterEach, describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { deviceIdOf, testPosyanduId } from '#tests/fakes/device.ts'
import { closeAll, setUp } from '#tests/fakes/sync-setup.ts'
import { day } from '#device/store/outbox.ts'
import type { Transport } from './send.ts'

afterEach(closeAll)

const page = '<html>Selamat datang</html>'
const refusal = (status: number) => () => Response.json({ error: { code: 'refused' } }, { status })

/** Everything that has ever been taken for a receipt. */
const answers: readonly (readonly [string, () => Response])[] = [
  ['200 without a word', () => new Response('')],
  ['200 with a page', () => new Response(page)],
  ['201', () => new Response('', { status: 201 })],
  ['204', () => new Response(null, { status: 204 })],
  ['400', refusal(400)],
  ['401', refusal(401)],
  ['403', refusal(403)],
  ['404', refusal(404)],
  ['409', refusal(409)],
  ['410', refusal(410)],
  ['413', refusal(413)],
  ['422', refusal(422)],
  ['429', refusal(429)],
  ['500', refusal(500)],
  ['502 of a proxy', () => new Response(page, { status: 502 })],
  ['503', refusal(503)],
  ['511 of a portal', () => new Response(page, { status: 511 })],
]

describe('whatever answers a batch', () => {
  it.each(answers)(
    '%s: nothing leaves the phone, neither queue nor record, and all goes again (lessons 1, 2, 13, 23, 24; trial 5)',
    async (_, answer) => {
      const { local, phone, server, save, sync } = await setUp()
      await save(3)
      const { database, seals } = local.planner
      const rows = await database.outbox.toArray()
      const records = await database.records.toArray()
      for (let i = 0; i < 4; i++) expect((await sync(async () => answer())).ok).toBe(false)
      const kept = await database.outbox.toArray()
      expect(kept.map(({ number, body }) => ({ number, body }))).toEqual(
        rows.map(({ number, body }) => ({ number, body })),
      )
      expect(kept.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
      expect(await database.records.toArray()).toEqual(records)
      expect(await Promise.all(rows.map(({ body }) => seals.queue.open(body)))).toHaveLength(3)
      expect(await local.store.directory()).toHaveLength(3)
      // What stepped aside because of it goes the next day.
      phone.clock.pass(day)
      expect(await sync()).toEqual({ ok: true })
      expect(new Set(server.numbersOf(deviceIdOf(1)))).toEqual(new Set([1, 2, 3]))
    },
  )

  it('two measurements of one child are two rows, and both arrive (lesson 13)', async () => {
    const { local, server, save, sync } = await setUp()
    const [personId = ''] = await save(1)
    const weigh = (visitedOn: string, weightKg: number) =>
      local.store.save([
        { kind: 'visit', id: newId(), set: { personId, visitedOn, instrument: 'balita', weightKg } },
      ])
    await weigh('2026-05-03', 8.4)
    await weigh('2026-06-03', 8.9)
    expect(await local.store.balance()).toMatchObject({ saved: 3, waiting: 3 })
    expect(await sync()).toEqual({ ok: true })
    const weights = [...server.states().values()].flatMap((state) =>
      (state.fields.weightKg?.heads ?? []).map(({ value }) => value),
    )
    expect(new Set(weights)).toEqual(new Set([8.4, 8.9]))
  })

  it('is heard, the rows are sent again, and none of it comes twice (lesson 2; trials 3, 4)', async () => {
    const { local, server, save, sync } = await setUp()
    await save(4)
    const answerLost: Transport = async (path, request) => {
      await server.fetch(path, request)
      throw new TypeError('Failed to fetch')
    }
    const comesTwice: Transport = async (path, request) => {
      await server.fetch(path, request)
      return server.fetch(path, request)
    }
    await sync(answerLost)
    await sync(answerLost)
    expect(await sync(comesTwice)).toEqual({ ok: true })
    expect([...server.timesApplied().values()]).toEqual([1, 1, 1, 1])
    expect(await local.store.balance()).toEqual({ saved: 4, received: 4, waiting: 0, held: 0 })
    expect([...server.states().values()].map(({ fields }) => fields.posyanduId?.heads[0]?.value)).toEqual(
      Array(4).fill(testPosyanduId),
    )
  })
})
