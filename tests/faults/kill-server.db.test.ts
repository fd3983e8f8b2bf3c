import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BlankDatabase, blankDatabase } from '#tests/builders/blank-database.ts'
import { makeSigningKeys } from '#device/platform/signing.ts'
import type { Sender } from '#device/store/outbox.ts'
import { pack } from '#device/sync/pack.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { testVault } from '#tests/builders/test-vault.ts'
import { openDesk } from '#tests/desk.ts'
import { testServers } from '#tests/fresh-database.ts'
import { killServer } from './kill-server.ts'
import { lookBehind } from './look-behind.ts'
import { type PushingPhone, writtenIn } from './pushing-phone.ts'

// Real processes on a busy machine; how long they take is not what is tested.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 60_000 })

const nothingWrong = { lost: 0, twice: 0, contradictions: 0 }

describe('the server killed while phones push', () => {
  let blank: BlankDatabase | undefined
  afterEach(() => blank?.drop())

  it('RC1 SD2: every receipt is found again, nothing twice, on the embedded PostgreSQL', async () => {
    const found = await killServer({ kills: 5, phones: 3, seed: 11 })
    expect(found).toMatchObject({ kills: 5, withPostgres: 2, ...nothingWrong })
    expect(found.unanswered).toBeGreaterThan(0)
    expect(found.receipts).toBeGreaterThan(0)
  })

  it('RC1 SD2: every receipt is found again, nothing twice, with DATABASE_URL', async () => {
    const debian = testServers().find(({ name }) => name === 'debian')
    if (!debian) throw new Error("Debian's PostgreSQL is missing")
    blank = await blankDatabase(debian)
    const found = await killServer({ databaseUrl: blank.url, kills: 5, phones: 3, seed: 12 })
    expect(found).toMatchObject({ kills: 5, ...nothingWrong })
    expect(found.unanswered).toBeGreaterThan(0)
    expect(found.receipts).toBeGreaterThan(0)
  })
})

describe.each(testServers())('what is looked for behind the server on $name', (server) => {
  const deviceId = '00000000-0000-7000-8000-00000000d001'
  const recordId = '00000000-0000-7000-8000-00000000e001'
  const write = (number: number, name: string): Mutation => ({
    number,
    kind: 'person',
    id: recordId,
    time: 0,
    set: { name },
  })
  /** A phone that was told that this write was accepted. */
  const phone = (mutation: Mutation): PushingPhone => ({
    deviceId,
    receipts: new Map([[mutation.number, { ...writtenIn(mutation), code: 'U-22222' }]]),
    contradictions: [],
    unanswered: () => 0,
    finish: async () => undefined,
  })

  let desk: Awaited<ReturnType<typeof openDesk>>
  let sender: Sender
  beforeEach(async () => {
    desk = await openDesk(server)
    const { puskesmasId } = desk
    const keys = await makeSigningKeys()
    sender = { deviceId, puskesmasId, personId: deviceId, keys, current: true, asks: false }
    await behind(
      `insert into record (puskesmas_id, record_id, kind, state, received_at) values ($1, $2, 'person', '{}', now())`,
      [puskesmasId, recordId],
    )
  })
  afterEach(() => desk.close())

  const behind = (sql: string, parameters: readonly unknown[]) =>
    asOwner(desk.ownerUrl, (queries) => queries.query(sql, parameters))
  const look = (...phones: PushingPhone[]) => lookBehind(desk.ownerUrl, testVault, phones)
  /** A batch of which these numbers were accepted. */
  const keep = async (mutations: readonly Mutation[], receipt: string, accepted?: readonly number[]) => {
    const numbers = accepted ?? mutations.map(({ number }) => number)
    const note = { baseTime: 0, appVersion: 'test', waiting: mutations.length, held: 0 }
    const envelope = testVault.seal(await pack(sender, mutations, note), deviceId)
    await behind(
      `insert into batch (puskesmas_id, device_id, last_number, first_number, accepted, envelope, receipt, received_at)
       values ($1, $2, $3, $4, array[$4, $3::int], $5, $6, now())`,
      [desk.puskesmasId, deviceId, Math.max(...numbers), Math.min(...numbers), envelope, receipt],
    )
  }

  it('finds a receipt whose number, code or record is not there, and what was accepted twice', async () => {
    const [first, second] = [write(1, 'Siti'), write(2, 'Siti Aminah')]
    expect(await look(phone(first))).toMatchObject({ receipts: 1, lost: 1, twice: 0 })
    await keep([first], 'U-33333')
    expect(await look(phone(first))).toMatchObject({ lost: 1, twice: 0 })
    await keep([first, second], 'U-22222')
    expect(await look(phone(second))).toMatchObject({ lost: 0, twice: 1 })
    expect(await look(phone({ ...second, id: deviceId }))).toMatchObject({ lost: 1 })
  })

  it('finds a receipt of which the batch has another write of the same record, or none', async () => {
    await keep([write(1, 'Siti')], 'U-22222')
    expect(await look(phone(write(1, 'Siti')))).toMatchObject({ lost: 0 })
    expect(await look(phone(write(1, 'Aminah')))).toMatchObject({ lost: 1 })
    await keep([write(2, 'Siti')], 'U-22222', [2, 3])
    expect(await look(phone(write(3, 'Siti')))).toMatchObject({ lost: 1 })
  })

  it('finds a receipt of which a row has another write of the same record', async () => {
    const { content } = writtenIn(write(1, 'Siti'))
    await behind(
      `insert into mutation (puskesmas_id, device_id, number, content_hash, outcome, receipt, received_at)
       values ($1, $2, 1, $3, 'accepted', 'U-22222', now())`,
      [desk.puskesmasId, deviceId, testVault.mark(content)],
    )
    expect(await look(phone(write(1, 'Siti')))).toMatchObject({ lost: 0 })
    expect(await look(phone(write(1, 'Aminah')))).toMatchObject({ lost: 1 })
  })
})
