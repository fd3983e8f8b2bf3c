import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testVault } from '#tests/builders/test-vault.ts'
import { syncAnswerSchema } from '#protocol/messages/sync.ts'
import { keptMutations } from '#tests/builders/kept-mutations.ts'
import { type TestPhone, testTime } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'

describe.each(testServers())('batches kept whole on $name', (server) => {
  let sync: TestSync
  let phone: TestPhone
  let here: string
  let elsewhere: string

  beforeAll(async () => {
    sync = await startTestSync(server)
    here = sync.puskesmas.posyandu[0] as string
    elsewhere = sync.puskesmas.posyandu[1] as string
  })
  beforeEach(async () => {
    sync.clock.now = testTime
    phone = await sync.phone([here])
  })
  afterAll(() => sync?.close())

  const person = (posyanduId = here) => phone.write('person', v7(), { posyanduId, name: 'Siti' })
  const visit = (personId: string, weightKg: number) => phone.write('visit', v7(), { personId, weightKg })
  const keptOf = async () => {
    const kept = await keptMutations(sync.fresh.database, sync.puskesmas.id)
    return kept.filter(({ deviceId }) => deviceId === phone.deviceId)
  }
  const batches = () =>
    sync.behind<{ envelope: Buffer; accepted: number[] }>(
      'select envelope, accepted from batch where device_id = $1 order by last_number',
      [phone.deviceId],
    )

  test('AP3, AP4: an accepted batch is kept as it came, and its mutations are known in any other batch', async () => {
    const siti = person()
    const rows = [siti, visit(siti.id, 8.9), visit(siti.id, 9.1), visit(siti.id, 9.2)] as const
    const bytes = await phone.pack(rows.slice(0, 3))
    const answer = syncAnswerSchema.parse((await sync.post(bytes)).json())
    const [kept] = await batches()
    expect(kept?.accepted).toEqual([1, 3])
    expect(testVault.open(kept?.envelope ?? Buffer.of(), phone.deviceId).equals(bytes)).toBe(true)
    sync.clock.now += 1000
    const again = await sync.send(phone, [rows[1], rows[3]])
    expect(again.receipts).toEqual([
      { from: 2, to: 2, outcome: 'duplicate', code: answer.receipts[0]?.code, receivedAt: testTime },
      { from: 4, to: 4, outcome: 'accepted', code: expect.any(String), receivedAt: sync.clock.now },
    ])
    expect((await keptOf()).map(({ outcome, content }) => [outcome, content])).toEqual(
      rows.map((row) => ['accepted', row]),
    )
  })

  test('AP3: of a batch only what was accepted counts as such; what is held has a row of its own', async () => {
    const siti = person()
    const held = person(elsewhere)
    await sync.send(phone, [siti, held, visit(siti.id, 8.8)])
    expect((await batches()).map(({ accepted }) => accepted)).toEqual([[1, 1, 3, 3]])
    const again = await sync.send(phone, [held])
    expect(again.held).toMatchObject([{ number: 2, code: 'outOfScope' }])
    expect(again.have).toBe(3)
    expect((await keptOf()).map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'accepted'],
      [2, 'held'],
      [3, 'accepted'],
    ])
  })

  test('SD5: what comes twice in one batch, alike, is taken once and known afterwards', async () => {
    const siti = person()
    await sync.send(phone, [siti, siti])
    expect(await keptOf()).toMatchObject([{ number: 1, outcome: 'accepted' }])
    expect((await sync.send(phone, [siti])).receipts).toMatchObject([{ outcome: 'duplicate' }])
  })

  test('nothing can be said of a batch that cannot be read: it is held, never called a duplicate', async () => {
    const siti = person()
    await sync.send(phone, [siti])
    await sync.behind(`update batch set envelope = '\\x00' where device_id = $1`, [phone.deviceId])
    const again = await sync.send(phone, [siti])
    expect(again.receipts).toEqual([])
    expect(again.held).toMatchObject([{ number: 1, code: 'serverError' }])
  })
})
