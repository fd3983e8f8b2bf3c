import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '#protocol/canonical-json.ts'
import { type SyncAnswer, syncAnswerSchema } from '#protocol/messages/sync.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { buildApp } from '#server/app.ts'
import { connect } from '#server/database/connect.ts'
import type { Database, Row } from '#server/database/database.ts'
import { migrate } from '#server/database/migrate.ts'
import { asOwner, prepareDatabase, urlAs } from '#server/database/prepare-database.ts'
import { sealContent } from '#server/records/sealed-content.ts'
import { retryHeld } from '#server/records/retry-held.ts'
import { syncRoutes } from '#server/routes/sync.ts'
import { keptMutations } from '#tests/builders/kept-mutations.ts'
import { sealAgain } from '#tests/builders/lay-open.ts'
import { plainHashOf } from '#tests/builders/plain-hash.ts'
import { makePuskesmas, TestPhone, type TestPuskesmas, testTime } from '#tests/builders/test-puskesmas.ts'
import { testVault } from '#tests/builders/test-vault.ts'
import { testServers } from '#tests/fresh-database.ts'
import { access } from './001-access.ts'
import { records } from './002-records.ts'

const applicationPassword = 'application of tests'
const before = new Date(testTime - 1000)

describe.each(testServers())('a database in which every mutation has a row, on $name', (server) => {
  const name = `test_${randomBytes(8).toString('hex')}`
  const maintenance = withDatabase(server.ownerUrl, 'postgres')
  const ownerUrl = withDatabase(server.ownerUrl, name)
  let database: Database
  let app: FastifyInstance
  let puskesmas: TestPuskesmas
  let phone: TestPhone
  let siti: Mutation
  let visit: Mutation
  let ani: Mutation
  let applied: readonly string[]

  const behind = <R extends Row>(sql: string, parameters: readonly unknown[] = []) =>
    asOwner(ownerUrl, (q) => q.query<R>(sql, parameters))
  const send = async (mutations: readonly Mutation[]): Promise<SyncAnswer> => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/sync',
      headers: { 'content-type': 'application/vnd.teratai.batch' },
      payload: Buffer.from(await phone.pack(mutations)),
    })
    return syncAnswerSchema.parse(response.json())
  }
  /** A row as the edition before 003 wrote it. */
  const keepAsBefore = async (mutation: Mutation, held?: { code: string; field: string }) => {
    const content = canonicalJson(mutation)
    await behind(
      `insert into mutation (puskesmas_id, device_id, number, content_hash, content, kind, record_id, outcome, code,
         field, receipt, received_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        puskesmas.id,
        phone.deviceId,
        mutation.number,
        plainHashOf(content),
        content,
        mutation.kind,
        mutation.id,
        held ? 'held' : 'accepted',
        held?.code ?? null,
        held?.field ?? null,
        held ? null : 'RM-22222',
        before,
      ],
    )
  }

  beforeAll(async () => {
    const role = new URL(server.applicationUrl).username
    await asOwner(maintenance, (q) => q.query(`create database ${name}`))
    await asOwner(ownerUrl, async (q) => {
      await q.query(`grant usage on schema public to ${role}`)
      await migrate(q, role, [access, records])
    })
    database = connect({ vault: testVault, url: urlAs(ownerUrl, role, applicationPassword), connections: 4 })
    puskesmas = await makePuskesmas(ownerUrl)
    const [here, there] = puskesmas.posyandu as [string, string]
    phone = await TestPhone.enrol(database, puskesmas.id, [here])
    siti = phone.write('person', v7(), { posyanduId: here, name: 'Siti' })
    ani = phone.write('person', v7(), { posyanduId: there, name: 'Ani' })
    visit = phone.write('visit', v7(), { personId: siti.id, weightKg: 8.1 })
    await keepAsBefore(siti)
    await keepAsBefore(ani, { code: 'outOfScope', field: 'posyanduId' })
    await keepAsBefore(visit)
    await behind('update device set have = 3, highest_number = 3')
    ;({ applied } = await prepareDatabase({ ownerUrl, applicationPassword }))
    await sealAgain(ownerUrl, testVault)
    app = await buildApp(
      { database, puskesmasId: puskesmas.id, address: 'http://localhost', now: () => testTime },
      syncRoutes,
    )
  })
  afterAll(async () => {
    await app?.close()
    await database?.close()
    await asOwner(maintenance, (q) => q.query(`drop database if exists ${name} with (force)`))
  })

  test('is brought up to date, with every row as it was', async () => {
    expect(applied.slice(0, 2)).toEqual(['003-batches', '004-held-deeds'])
    expect(
      await behind('select number, outcome, receipt, received_at from mutation order by number'),
    ).toEqual([
      { number: 1, outcome: 'accepted', receipt: 'RM-22222', received_at: before },
      { number: 2, outcome: 'held', receipt: null, received_at: before },
      { number: 3, outcome: 'accepted', receipt: 'RM-22222', received_at: before },
    ])
    expect((await prepareDatabase({ ownerUrl, applicationPassword })).applied).toEqual([])
  })

  test('AP4: knows what it had, by number and content, beside what comes in batches', async () => {
    const next = phone.write('visit', v7(), { personId: siti.id, weightKg: 8.2 })
    const answer = await send([siti, ani, visit, next])
    const first = { outcome: 'duplicate', code: 'RM-22222', receivedAt: before.getTime() }
    expect(answer.receipts).toEqual([
      { from: 1, to: 1, ...first },
      { from: 3, to: 3, ...first },
      { from: 4, to: 4, outcome: 'accepted', code: expect.any(String), receivedAt: testTime },
    ])
    expect(answer.held).toEqual([
      { number: 2, code: 'outOfScope', field: 'posyanduId', receivedAt: before.getTime() },
    ])
    expect(answer.have).toBe(4)
    expect(await behind('select accepted from batch')).toEqual([{ accepted: [4, 4] }])
    expect((await send([next])).receipts).toMatchObject([{ from: 4, to: 4, outcome: 'duplicate' }])
  })

  test('HD6: still holds another content under a number that it had', async () => {
    const answer = await send([{ ...visit, set: { ...visit.set, weightKg: 18.1 } }])
    expect(answer.held).toMatchObject([{ number: 3, code: 'numberReused' }])
  })

  test('RC3: have goes on over a gap, whichever form stands behind it', async () => {
    const [fifth, sixth, seventh] = [1, 2, 3].map((n) =>
      phone.write('visit', v7(), { personId: siti.id, weightKg: 8 + n }),
    ) as [Mutation, Mutation, Mutation]
    await keepAsBefore(sixth)
    await behind('update mutation set content = $1, content_hash = $2 where number = 6', [
      sealContent(testVault, phone.deviceId, canonicalJson(sixth)),
      testVault.mark(canonicalJson(sixth)),
    ])
    await behind('update device set highest_number = 6')
    expect((await send([seventh])).have).toBe(4)
    expect((await send([fifth])).have).toBe(7)
  })

  test('HD10: what it held is tried again, and then accepted in its row', async () => {
    await behind('insert into device_posyandu values ($1, $2, $3)', [
      puskesmas.id,
      phone.deviceId,
      puskesmas.posyandu[1],
    ])
    expect(await retryHeld(database, puskesmas.id, { now: testTime })).toBe(1)
    expect(await behind('select outcome, code from mutation where number = 2')).toEqual([
      { outcome: 'accepted', code: null },
    ])
    const kept = await keptMutations(database, puskesmas.id)
    expect(kept.filter(({ outcome }) => outcome === 'accepted').map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ])
  })
})

function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}
