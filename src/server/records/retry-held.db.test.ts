import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testVault } from '#tests/builders/test-vault.ts'
import { encodeBatch } from '#protocol/batch/codec.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'
import { retryHeld } from './retry-held.ts'

describe.each(testServers())('trying held mutations again on $name', (server) => {
  let sync: TestSync
  beforeAll(async () => {
    sync = await startTestSync(server)
  })
  afterAll(() => sync?.close())

  test('HD10: what can be read and placed now is accepted, the rest stays held', async () => {
    const [first, second] = sync.puskesmas.posyandu as [string, string]
    const phone = await sync.phone([first])
    const elsewhere = phone.write('person', v7(), { posyanduId: second, name: 'Siti' })
    const large = phone.write('note', v7(), { personId: elsewhere.id, text: 'x'.repeat(5000) })
    const unread = phone.write('visit', v7(), { personId: elsewhere.id, weightKg: 8 })
    await sync.send(phone, [elsewhere, large])
    // As a batch that an older edition could not read lies there: kept whole, its number held.
    const text = encodeBatch({ ...phone.header(), mutations: [unread] })
    await sync.post(await phone.seal(Buffer.from(text), { numbers: [[3, 3]], encoding: 'none', protocol: 2 }))
    await sync.behind(`update held_batch set envelope = $1`, [
      testVault.seal(
        await phone.seal(Buffer.from(text), { numbers: [[3, 3]], encoding: 'none' }),
        phone.deviceId,
      ),
    ])
    const [before] = await sync.behind('select last_contact_at from device')
    const options = { now: sync.clock.now + 1000 }
    expect(await retryHeld(sync.fresh.database, sync.puskesmas.id, options)).toBe(1)
    await sync.behind(
      `insert into device_posyandu values ('${sync.puskesmas.id}', '${phone.deviceId}', '${second}')`,
    )
    expect(await retryHeld(sync.fresh.database, sync.puskesmas.id, options)).toBe(1)
    expect(await retryHeld(sync.fresh.database, sync.puskesmas.id, options)).toBe(0)
    const held = await sync.behind(`select number from mutation where outcome = 'held' and not resolved`)
    expect(held).toEqual([{ number: 2 }])
    expect(await sync.behind('select kind from record order by kind')).toEqual([
      { kind: 'person' },
      { kind: 'visit' },
    ])
    expect(await sync.behind('select last_contact_at from device')).toEqual([before])
    const again = await sync.send(phone, [elsewhere, large, unread])
    expect(again.receipts.map(({ from, outcome }) => [from, outcome])).toEqual([
      [1, 'duplicate'],
      [3, 'duplicate'],
    ])
  })
})
