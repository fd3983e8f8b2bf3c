import { rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOwner } from '#server/database/prepare-database.ts'
import { type KeyRing, openKeyRing } from '#server/surat/key-ring.ts'
import { routes } from '#server/routes/routes.ts'
import { morning, newPublicKey, openDesk } from '#tests/desk.ts'
import { testServers } from '#tests/fresh-database.ts'
import { scratchFolder } from '#tests/scratch-folder.ts'
import { appendEntry } from './append-entry.ts'
import { beginning, hashAfter } from './audit-entry.ts'
import { noteCut, rememberedEnd, rememberEnd } from './trail-end-file.ts'
import { verifyTrail } from './verify-trail.ts'

const minutes = 60_000
const someone = '0190a000-0000-7000-8000-00000000beef'

describe.each(testServers())('the audit trail on $name', (server) => {
  const folder = scratchFolder('audit')
  let desk: Awaited<ReturnType<typeof openDesk>>
  let keys: KeyRing

  beforeAll(async () => {
    keys = await openKeyRing(folder, morning)
    desk = await openDesk(server, keys)
    await behind(`update puskesmas set time_zone = 'Asia/Makassar'`)
  })
  beforeEach(() => {
    desk.clock.now = morning
    desk.forgetSessions()
  })
  afterAll(async () => {
    await desk.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const behind = (sql: string, parameters: readonly unknown[] = []) =>
    asOwner(desk.ownerUrl, (queries) => queries.query(sql, parameters))
  const said = async () =>
    (await behind('select content from audit_entry order by number')).map(
      ({ content }) => JSON.parse(String(content)) as Record<string, unknown>,
    )
  const trail = () => ({
    database: desk.database,
    puskesmasId: desk.puskesmasId,
    now: () => desk.clock.now,
    keys,
    onTrailEnd: rememberEnd(folder),
  })
  const verify = (from: 'folder' | 'databaseAlone' = 'folder') =>
    verifyTrail({
      database: desk.database,
      puskesmasId: desk.puskesmasId,
      keys: keys.all,
      remembered: from === 'folder' ? rememberedEnd(folder) : undefined,
    })
  /** A trail of ten entries and no other. */
  const freshTrail = async () => {
    await behind('delete from audit_entry')
    await behind('delete from audit_head')
    for (let each = 0; each < 10; each += 1)
      await appendEntry(trail(), { action: 'personRead', subject: someone, details: { each } })
  }

  describe('what is written', () => {
    it('shows nobody’s data to a nakes who has not said what for, and asks once a day', async () => {
      await behind('delete from stated_purpose')
      const cookie = await desk.logIn('nakes')
      await behind('delete from stated_purpose')
      const ask = (url: string) => desk.ask('GET', url, { headers: { cookie } })
      const state = (body: object) => desk.ask('POST', '/api/v1/me/purpose', { headers: { cookie }, body })
      for (const url of ['/api/v1/people', '/api/v1/visits', `/api/v1/people/${someone}`, '/api/v1/held'])
        expect([(await ask(url)).status, (await ask(url)).body], url).toEqual([
          403,
          { error: { code: 'purposeMissing' } },
        ])
      expect((await state({ code: 'other' })).body.error).toEqual({ code: 'invalidInput', field: 'words' })
      expect((await state({ code: 'care', words: 'rapat desa' })).body.error.field).toBe('words')
      expect((await state({ code: 'other', words: 'rapat desa' })).status).toBe(200)
      expect((await ask('/api/v1/people')).status).toBe(200)
      expect((await ask('/api/v1/me')).body.purpose).toEqual({ code: 'other', words: 'rapat desa' })
      // Another session of the same day, and the next morning (23:59 and 00:01 in Tenggarong).
      const later = await desk.logIn('nakes')
      expect((await desk.ask('GET', '/api/v1/people', { headers: { cookie: later } })).status).toBe(200)
      desk.clock.now = Date.UTC(2026, 10, 3, 15, 59)
      const evening = { headers: { cookie: await desk.logIn('otherNakes') } }
      expect((await desk.ask('GET', '/api/v1/people', evening)).status).toBe(200)
      desk.clock.now = Date.UTC(2026, 10, 3, 16, 1)
      expect((await desk.ask('GET', '/api/v1/people', evening)).body.error.code).toBe('purposeMissing')
    })

    it('is who opened which list and which person, what for, and never a name that was searched', async () => {
      await desk.ask('POST', '/api/v1/me/purpose', { as: 'nakes', body: { code: 'quality' } })
      await behind('delete from audit_entry')
      await behind('delete from audit_head')
      await desk.ask('GET', '/api/v1/people?search=Rahasia&card=balita', { as: 'nakes' })
      await desk.ask('GET', `/api/v1/people/${someone}`, { as: 'nakes' })
      const account = { id: desk.people.nakes, role: 'nakes' }
      const purpose = { code: 'quality' }
      expect(await said()).toEqual([
        {
          number: 1,
          at: morning,
          action: 'peopleRead',
          account,
          purpose,
          details: { card: 'balita', searched: 'yes' },
        },
        { number: 2, at: morning, action: 'personRead', account, purpose, subject: someone },
      ])
    })

    it('is written once for a list that its page asks for again and again, and anew after a quarter of an hour', async () => {
      await behind('delete from audit_entry')
      await behind('delete from audit_head')
      const read = () => desk.ask('GET', '/api/v1/visits?level=normal', { as: 'nakes' })
      const times = async () => (await said()).filter(({ action }) => action === 'visitsRead').length
      for (let time = 0; time < 3; time += 1) await read()
      desk.clock.now = morning + 15 * minutes - 1
      await read()
      expect(await times()).toBe(1)
      desk.clock.now = morning + 15 * minutes
      await read()
      expect(await times()).toBe(2)
    })

    it('keeps data back where it cannot be written', async () => {
      await desk.ask('GET', '/api/v1/me', { as: 'nakes' })
      await behind('alter table audit_entry rename to audit_entry_away')
      try {
        const answer = await desk.ask('GET', '/api/v1/people?level=refer', { as: 'nakes' })
        expect([answer.status, answer.body]).toEqual([500, { error: { code: 'internal' } }])
      } finally {
        await behind('alter table audit_entry_away rename to audit_entry')
      }
    })

    it('has log-ins and enrolled phones', async () => {
      await desk.logIn('admin')
      const made = await desk.ask('POST', '/api/v1/enrolment-codes', {
        as: 'admin',
        body: { accountId: desk.people.kader },
      })
      const enrolled = await desk.ask('POST', '/api/v1/enrol', {
        body: { code: made.body.code, publicKey: newPublicKey(), appVersion: '0.1.0' },
      })
      expect(await said()).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ action: 'loggedIn', account: { id: desk.people.admin, role: 'admin' } }),
          expect.objectContaining({ action: 'codeMade', subject: desk.people.kader }),
          expect.objectContaining({ action: 'phoneEnrolled', subject: enrolled.body.deviceId }),
        ]),
      )
    })

    it('has every deed: a new route that changes something cannot leave it out', () => {
      const own = new Set(
        ['/log-in', '/log-out', '/enrol', '/sync', '/me/purpose'].map((path) => `/api/v1${path}`),
      )
      const without = routes.filter(({ method, path, audit }) => method !== 'GET' && !audit && !own.has(path))
      expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([])
      const reading = routes.filter(({ audit }) => audit?.reading).map(({ path }) => path)
      const ofNakes = routes.filter(({ method, access }) => method === 'GET' && access === 'nakes')
      expect(reading).toEqual(expect.arrayContaining(ofNakes.map(({ path }) => path)))
    })
  })

  describe('verifying', () => {
    beforeEach(freshTrail)

    it('finds nothing wrong with what nobody touched, also when many write at once', async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, each) =>
          appendEntry(trail(), { action: 'personRead', subject: someone, details: { each } }),
        ),
      )
      expect(await verify()).toEqual({ entries: 30, findings: [], cuts: [] })
    })

    it('finds a changed row', async () => {
      await behind(`update audit_entry set content = replace(content, $1, $2) where number = 4`, [
        someone,
        desk.people.nakes,
      ])
      expect((await verify()).findings).toEqual([{ what: 'changed', number: 4 }])
    })

    it('finds a changed row whose hash was worked out anew, and all that follow', async () => {
      await rewriteFrom(4, (content) => content.replace(someone, desk.people.nakes))
      const { findings } = await verify()
      expect(findings.filter(({ what }) => what === 'changed')).toEqual([])
      expect(findings.filter(({ what }) => what === 'unsealed').map(({ number }) => number)).toEqual([
        4, 5, 6, 7, 8, 9, 10,
      ])
      expect(findings).toContainEqual({ what: 'tailMissing', number: 10 })
    })

    it('finds a removed row', async () => {
      await behind('delete from audit_entry where number = 6')
      expect((await verify()).findings).toEqual([
        { what: 'missing', number: 6 },
        { what: 'changed', number: 7 },
      ])
    })

    it('finds rows that changed places', async () => {
      await behind('update audit_entry set number = -number where number in (3, 4)')
      await behind('update audit_entry set number = 7 + number where number < 0')
      expect((await verify()).findings.map(({ number }) => number)).toEqual([3, 4, 5])
    })

    it('finds an inserted row', async () => {
      await behind('update audit_entry set number = -number - 1 where number > 5')
      await behind('update audit_entry set number = -number where number < 0')
      await behind(
        `insert into audit_entry (puskesmas_id, number, content, hash, key_number, seal)
         select puskesmas_id, 6, content, hash, key_number, seal from audit_entry where number = 5`,
      )
      expect((await verify()).findings).toContainEqual({ what: 'changed', number: 6 })
    })

    it('finds a cut tail by the end in the database, and, where that was cut too, by the one in the data folder', async () => {
      await behind('delete from audit_entry where number > 7')
      expect((await verify('databaseAlone')).findings).toEqual([{ what: 'tailMissing', number: 10 }])
      await behind('update audit_head set number = 7, hash = (select hash from audit_entry where number = 7)')
      expect((await verify('databaseAlone')).findings).toEqual([])
      expect((await verify()).findings).toEqual([{ what: 'tailMissing', number: 10 }])
    })

    it('has the server note a cut at its start, before new entries cover it up', async () => {
      await behind('delete from audit_entry where number > 7')
      await behind('update audit_head set number = 7, hash = (select hash from audit_entry where number = 7)')
      expect(await noteCut(trail(), folder)).toBe(10)
      for (let each = 0; each < 5; each += 1)
        await appendEntry(trail(), { action: 'personRead', subject: someone })
      expect(await verify()).toMatchObject({ findings: [], cuts: [8] })
      expect(await noteCut(trail(), folder)).toBeUndefined()
    })

    it('is not convinced by the keys of another', async () => {
      const elsewhere = scratchFolder('audit-other')
      const others = await openKeyRing(elsewhere, morning)
      rmSync(elsewhere, { recursive: true, force: true })
      const { findings } = await verifyTrail({
        database: desk.database,
        puskesmasId: desk.puskesmasId,
        keys: others.all.map((one) => ({ ...one, number: keys.current.announced.number })),
        remembered: undefined,
      })
      expect(findings).toHaveLength(10)
    })
  })

  it('can be added to by the application, and neither changed nor cut', async () => {
    await freshTrail()
    for (const sql of [
      `update audit_entry set content = ''`,
      'delete from audit_entry',
      'truncate audit_entry',
      'delete from audit_head',
    ])
      await expect(
        desk.database.withScope({ puskesmasId: desk.puskesmasId, posyandu: 'all' }, (q) => q.query(sql)),
        sql,
      ).rejects.toMatchObject({ code: '42501' })
  })

  /** As whoever may write in the database, but has no key, would: content changed, and all hashes after it. */
  async function rewriteFrom(first: number, change: (content: string) => string): Promise<void> {
    const rows = await behind('select number::int, content, hash from audit_entry order by number')
    let before: Buffer = beginning
    for (const row of rows) {
      const number = Number(row.number)
      const content = number === first ? change(String(row.content)) : String(row.content)
      before = number < first ? (row.hash as Buffer) : hashAfter(before, content)
      await behind('update audit_entry set content = $2, hash = $3 where number = $1', [
        number,
        content,
        before,
      ])
    }
    await behind('update audit_head set hash = $1', [before])
  }
})
