import { afterEach, describe, expect, it, vi } from 'vitest'
import { type BlankDatabase, blankDatabase } from '#tests/builders/blank-database.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { openDesk } from '#tests/desk.ts'
import { testServers } from '#tests/fresh-database.ts'
import { killServer } from './kill-server.ts'
import { lookBehind } from './look-behind.ts'
import type { PushingPhone } from './pushing-phone.ts'

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
  const phone = (number: number, recordId: string): PushingPhone => ({
    deviceId,
    receipts: new Map([[number, { recordId, code: 'U-22222' }]]),
    contradictions: [],
    unanswered: () => 0,
    finish: async () => undefined,
  })

  it('finds a receipt whose number, code or record is not there, and what was accepted twice', async () => {
    const desk = await openDesk(server)
    const owner = <T>(work: Parameters<typeof asOwner<T>>[1]) => asOwner(desk.ownerUrl, work)
    const recordId = '00000000-0000-7000-8000-00000000e001'
    const keep = (last: number, receipt: string) =>
      owner((queries) =>
        queries.query(
          `insert into batch (puskesmas_id, device_id, last_number, first_number, accepted, envelope, receipt, received_at)
           values ($1, $2, $3, 1, array[1, $3::int], '', $4, now())`,
          [desk.puskesmasId, deviceId, last, receipt],
        ),
      )
    try {
      await owner((queries) =>
        queries.query(
          `insert into record (puskesmas_id, record_id, kind, state, received_at) values ($1, $2, 'person', '{}', now())`,
          [desk.puskesmasId, recordId],
        ),
      )
      const look = (...phones: PushingPhone[]) => lookBehind(desk.ownerUrl, phones)
      expect(await look(phone(1, recordId))).toMatchObject({ receipts: 1, lost: 1, twice: 0 })
      await keep(1, 'U-33333')
      expect(await look(phone(1, recordId))).toMatchObject({ lost: 1, twice: 0 })
      await keep(2, 'U-22222')
      expect(await look(phone(2, recordId))).toMatchObject({ lost: 0, twice: 1 })
      expect(await look(phone(2, deviceId))).toMatchObject({ lost: 1 })
    } finally {
      await desk.close()
    }
  })
})
