import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Receipt, SyncAnswer } from '#protocol/messages/sync.ts'
import { deviceIdOf } from '#tests/fakes/device.ts'
import { closeAll, numbersIn, setUp } from '#tests/fakes/sync-setup.ts'
import type { Transport } from '#device/sync/send.ts'
import { readFirst } from './first-reads.ts'
import { foldReceipts } from './fold-receipts.ts'
import { readSenders } from './outbox.ts'
import { gapsIn, readReceipts, withoutNumbers } from './receipt-ranges.ts'
import type { ReceiptRange } from './rows.ts'

const own = deviceIdOf(1)
const atOnce = () => Promise.resolve()

/** As the real puskesmas answers: neighbours that came together have one receipt. */
function inRanges(receipts: readonly Receipt[]): Receipt[] {
  const ranges: Receipt[] = []
  for (const receipt of receipts) {
    const last = ranges.at(-1)
    if (last && last.to === receipt.from - 1 && last.outcome === receipt.outcome)
      ranges[ranges.length - 1] = { ...last, to: receipt.to }
    else ranges.push(receipt)
  }
  return ranges
}

async function phone() {
  const set = await setUp()
  const asked: number[][] = []
  const ranged: Transport = async (path, request) => {
    asked.push(await numbersIn(request))
    const response = await set.server.fetch(path, request)
    const answer = (await response.json()) as SyncAnswer
    return Response.json({ ...answer, receipts: inRanges(answer.receipts) })
  }
  const { database } = set.local.planner
  return {
    ...set,
    asked,
    database,
    sync: (transport = ranged) => set.sync(transport),
    statesOnDisk: async () => (await database.outbox.toArray()).map(({ state }) => state),
    notes: () => readReceipts(database),
  }
}
afterEach(closeAll)

const range = (from: number, to: number) => expect.objectContaining({ from, to, code: `PU-${from}` })

describe('receipts of many neighbours', () => {
  it('SE4 are one note until they are written into their rows, and read alike before and after', async () => {
    const { local, database, save, sync, statesOnDisk, notes, phone: device } = await phone()
    const [first, ...others] = await save(9)
    await sync()
    expect(await notes()).toEqual({ [own]: [range(1, 9)] })
    expect(new Set(await statesOnDisk())).toEqual(new Set(['waiting']))
    await save(2)
    const look = async () => ({
      balance: await local.store.balance(),
      queue: await local.store.queue(100),
      short: await local.store.queue(4),
      people: await Promise.all([first, others.at(-1)].map((id) => local.store.person(id ?? ''))),
      senders: (await readSenders(database, device.clock.now())).length,
    })
    const before = await look()
    expect(before.balance).toEqual({ saved: 11, received: 9, waiting: 2, held: 0 })
    expect(before.queue.map(({ number, state }) => `${number} ${state}`).slice(0, 4)).toEqual([
      '10 waiting',
      '11 waiting',
      '9 received',
      '8 received',
    ])
    expect(before.people[0]).toMatchObject({ delivery: { state: 'received', code: 'PU-1' } })
    await foldReceipts(database, atOnce)
    expect(await notes()).toEqual({})
    expect(await statesOnDisk()).toEqual([...Array<string>(9).fill('received'), 'waiting', 'waiting'])
    expect(await look()).toEqual(before)
  })

  it('SE4 are counted alike by what reads past the store', async () => {
    const { local, save, sync, phone: device } = await phone()
    await save(8)
    await sync()
    await save(1)
    const reads = await readFirst(device)
    expect(reads?.balance).toEqual(await local.store.balance())
    expect(reads?.balance).toMatchObject({ received: 8, waiting: 1 })
  })

  it('SE4 leave nothing of it to be sent again, and what is saved later goes alone', async () => {
    const { save, sync, asked } = await phone()
    await save(8)
    await sync()
    await save(1)
    await sync()
    await sync()
    expect(asked.filter((numbers) => numbers.length > 0)).toEqual([[1, 2, 3, 4, 5, 6, 7, 8], [9]])
  })

  it('SE4 are written at once where they are few, and where many ranges are noted already', async () => {
    const { save, sync, notes, statesOnDisk } = await phone()
    await save(3)
    await sync()
    expect([await notes(), new Set(await statesOnDisk())]).toEqual([{}, new Set(['received'])])
    for (let n = 0; n < 9; n++) {
      await save(4)
      await sync()
    }
    expect((await notes())[own]).toHaveLength(8)
    expect((await statesOnDisk()).filter((state) => state === 'received')).toHaveLength(3 + 4)
  })

  it('SE4 RS1: of a range that a restored server lacks in part that part waits again', async () => {
    const { local, server, save, sync, notes } = await phone()
    await save(3)
    await sync()
    const backup = server.snapshot()
    await save(10)
    await sync()
    expect(await notes()).toEqual({ [own]: [range(4, 13)] })
    server.restore(backup)
    await sync()
    expect(await local.store.balance()).toEqual({ saved: 13, received: 13, waiting: 0, held: 0 })
    expect(server.numbersOf(own)).toHaveLength(13)
  })

  it('SE4 HD12: what the puskesmas holds of a range is held here too, and the rest received', async () => {
    const { local, server, save, sync, notes } = await phone()
    await save(10)
    await sync()
    const answer = await sync(async (path, request) => {
      const response = await server.fetch(path, request)
      const body = (await response.json()) as SyncAnswer
      return Response.json({ ...body, held: [{ number: 5, code: 'outOfScope', receivedAt: 1 }] })
    })
    expect(answer).toEqual({ ok: true })
    expect(await notes()).toEqual({ [own]: [range(1, 4), expect.objectContaining({ from: 6, to: 10 })] })
    expect(await local.store.balance()).toEqual({ saved: 10, received: 9, waiting: 0, held: 1 })
  })

  it('SE4 OB4: rows of a range stay for 60 days and go then, as all received ones', async () => {
    const { local, save, sync, database, phone: device } = await phone()
    const days = (count: number) => device.clock.pass(count * 24 * 60 * 60 * 1000)
    await save(8)
    await sync()
    days(60)
    await sync()
    expect(await database.outbox.count()).toBe(8)
    days(1)
    await sync()
    expect(await database.outbox.count()).toBe(0)
    expect(await local.store.balance()).toEqual({ saved: 8, received: 8, waiting: 0, held: 0 })
  })
})

describe('the note', () => {
  const ranges = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 6 })), { maxLength: 6 })
    .map((steps) => {
      let end = 0
      return steps.map(([gap, size], i): ReceiptRange => {
        const from = end + gap
        end = from + size
        return { from, to: end, code: `PU-${i}`, receivedAt: i, toldAt: i }
      })
    })
  const numbersOf = (list: readonly ReceiptRange[] = []) =>
    list.flatMap(({ from, to, code }) =>
      Array.from({ length: to - from + 1 }, (_, i) => `${from + i} ${code}`),
    )

  it('SE4 loses exactly the numbers that are taken out', () => {
    fc.assert(
      fc.property(ranges, fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (list, gone) => {
        const left = withoutNumbers({ [own]: list, other: list }, own, gone)
        expect(numbersOf(left[own])).toEqual(
          numbersOf(list).filter((one) => !gone.includes(Number(one.split(' ')[0]))),
        )
        expect(left.other).toEqual(list)
      }),
    )
  })

  it('SE4 leaves the gaps in which rows may wait: every number is in a range or in one gap', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const gaps = gapsIn({ [own]: list }, own)
        for (let number = 1; number < 60; number++) {
          const noted = list.filter(({ from, to }) => from <= number && number <= to).length
          const within = gaps.filter(([above, below]) => {
            const [from, to] = [above[2] ?? 0, below[2]]
            return number > Number(from) && (Array.isArray(to) || number < Number(to))
          }).length
          expect(noted + within).toBe(1)
        }
      }),
    )
  })

  it('SE4 a disk that is full while they are written is told as such, and nothing is written', async () => {
    const { database, save, sync, statesOnDisk, notes } = await phone()
    await save(5)
    await sync()
    const before = await notes()
    // A request that fails as one does for want of room: later, and by itself; its key is there already.
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      row: unknown,
    ) {
      return this.add(row)
    })
    const failing = foldReceipts(database, atOnce)
    await expect(failing).rejects.toMatchObject({ name: 'ConstraintError' })
    full.mockRestore()
    expect(await notes()).toEqual(before)
    expect(new Set(await statesOnDisk())).toEqual(new Set(['waiting']))
    await foldReceipts(database, atOnce)
    expect(new Set(await statesOnDisk())).toEqual(new Set(['received']))
  })
})
