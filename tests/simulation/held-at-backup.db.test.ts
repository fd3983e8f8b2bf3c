import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { HeldAnswer } from '#protocol/messages/held.ts'
import { queriesOf } from '#server/database/connect.ts'
import { testServers } from '#tests/fresh-database.ts'
import { openSuratBench } from './surat-bench.ts'
import { keepRows, putRowsBack, tablesOfPuskesmas } from './table-rows.ts'

describe.each(testServers())('what was held at the backup, on $name', (server) => {
  let bench: Awaited<ReturnType<typeof openSuratBench>>
  let owner: pg.Client
  let tables: readonly string[]

  beforeAll(async () => {
    bench = await openSuratBench(server)
    owner = new pg.Client({ connectionString: bench.desk.ownerUrl })
    await owner.connect()
    tables = (await tablesOfPuskesmas(queriesOf(owner))).filter((table) => table !== 'session')
  })
  afterEach(() => bench.closePhones())
  afterAll(async () => {
    await owner.end()
    await bench.close()
  })

  const keep = () => keepRows(queriesOf(owner), tables, bench.desk.puskesmasId)
  /** What is held of a phone, as the nakes of the posyandu sees it for which it is. */
  const heldOf = async (deviceId: string) => {
    const { held }: HeldAnswer = (await bench.desk.ask('GET', '/api/v1/held', { as: 'otherNakes' })).body
    return held.filter((line) => line.deviceId === deviceId)
  }
  const decide = async (deed: 'accept' | 'close', deviceId: string) => {
    const items = (await heldOf(deviceId)).map(({ number, id }) => ({ number, id }))
    const body = { deviceId, items, ...(deed === 'close' && { reason: 'notOurs' }) }
    const { status } = await bench.desk.ask('POST', `/api/v1/held/${deed}`, { as: 'otherNakes', body })
    expect(status).toBe(200)
  }

  it.each([
    ['accept', 'network'],
    ['close', 'network'],
    ['accept', 'file'],
    ['close', 'file'],
  ] as const)(
    'HD12 SJ12: decided since (%s, by %s), is held again on the phone as at the puskesmas, and decided anew it is received',
    async (deed, road) => {
      const { local, sync, write, door, device } = await bench.kaderPhone()
      const byFile = async () => {
        // A newer word than the last: a balasan of the same moment could be an older one.
        bench.desk.clock.now += 60_000
        return door.take((await bench.takeIn(await write())).balasan.text)
      }
      const set = { name: 'Anak Sebelah', posyanduId: bench.desk.people.second }
      await local.store.save([{ kind: 'person', id: newId(), set }])
      const exchange = async () => {
        expect(await (road === 'file' ? byFile() : sync(bench.network))).toMatchObject({ ok: true })
        const { received, held, waiting } = await local.store.balance()
        const there = (await heldOf(await device())).map(({ number }) => number)
        return { received, held, waiting, there }
      }
      const isHeld = { received: 0, held: 1, waiting: 0, there: [1] }
      const isReceived = { received: 1, held: 0, waiting: 0, there: [] }
      expect(await exchange()).toEqual(isHeld)
      const backup = await keep()
      await decide(deed, await device())
      expect(await exchange()).toEqual(isReceived)
      await putRowsBack(queriesOf(owner), backup, bench.desk.puskesmasId)
      bench.desk.forgetSessions()
      expect(await exchange()).toEqual(isHeld)
      await decide(deed, await device())
      expect(await exchange()).toEqual(isReceived)
    },
  )
})
