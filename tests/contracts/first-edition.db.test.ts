import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { testVault } from '#tests/builders/test-vault.ts'
import { z } from 'zod/mini'
import { openEnvelope } from '#protocol/batch/envelope.ts'
import type { SyncAnswer } from '#protocol/messages/sync.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { buildApp } from '#server/app.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { syncRoutes } from '#server/routes/sync.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { newPublicKey, openDesk } from '#tests/desk.ts'
import { type FreshDatabase, freshDatabase, testServers } from '#tests/fresh-database.ts'
// What a phone and a server of the first edition that shipped said to each other, as it went over the wire: an
// enrolment, a household with a person and a visit, a correction with a field of later, a person of another posyandu.
import recorded from './first-edition.json' with { type: 'json' }

const [enrolment, ...syncs] = recorded.exchanges
const enrolled = z.object({ deviceId: z.string(), pullToken: z.string() }).parse(enrolment?.answer)
const asked = z.object({ publicKey: z.string() }).parse(enrolment?.body)

/** All that the first edition's app read of an answer; what it did not read stands nowhere here. */
const range = { from: z.int(), to: z.int() }
const firstEditionAnswer = z.object({
  serverTime: z.number(),
  have: z.int(),
  receipts: z.array(
    z.object({
      ...range,
      outcome: z.enum(['accepted', 'duplicate']),
      code: z.string(),
      receivedAt: z.number(),
    }),
  ),
  held: z.array(
    z.object({ number: z.int(), code: z.string(), field: z.optional(z.string()), receivedAt: z.number() }),
  ),
  device: z.enum(['active', 'revoked']),
  changes: z.optional(
    z.object({
      records: z.array(
        z.object({
          kind: z.string(),
          id: z.string(),
          posyanduId: z.string(),
          fields: z.record(
            z.string(),
            z.object({
              heads: z.array(z.object({ stamp: z.string(), value: z.json() })),
              replaced: z.array(z.string()),
            }),
          ),
        }),
      ),
      left: z.array(z.object({ id: z.string(), posyanduId: z.string() })),
      settings: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
      posyandu: z.optional(z.array(z.object({ id: z.string(), name: z.string() }))),
      remaining: z.int(),
    }),
  ),
  cursor: z.optional(z.string()),
  more: z.optional(z.boolean()),
})
type FirstEditionAnswer = z.infer<typeof firstEditionAnswer>

const firstEditionEnrolment = z.object({
  serverTime: z.number(),
  deviceId: z.string(),
  puskesmas: z.object({ id: z.string(), name: z.string(), demo: z.boolean() }),
  person: z.object({ id: z.string(), name: z.string(), role: z.enum(['kader', 'nakes']) }),
  posyandu: z.array(z.object({ id: z.string(), name: z.string() })),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  pullToken: z.string(),
})

/** What an answer says of the rows, without codes and times, which no two servers share. */
const told = ({ have, receipts, held, device }: FirstEditionAnswer) => ({
  have,
  device,
  receipts: receipts.map(({ from, to, outcome }) => ({ from, to, outcome })),
  held: held.map(({ number, code, field }) => ({ number, code, field })),
})

describe.each(testServers())('a phone of the first edition on $name', (server) => {
  let fresh: FreshDatabase
  let app: FastifyInstance

  beforeAll(async () => {
    fresh = await freshDatabase(server)
    const { puskesmasId, posyandu, other, accountId } = recorded
    await asOwner(fresh.ownerUrl, async (queries) => {
      const add = (table: string, row: Readonly<Record<string, unknown>>) =>
        queries.query(
          `insert into ${table} (puskesmas_id, ${Object.keys(row).join()}) values ($1, ${Object.keys(row)
            .map((_, i) => `$${i + 2}`)
            .join()})`,
          [puskesmasId, ...Object.values(row)],
        )
      await add('puskesmas', { name: 'Puskesmas', demo: false })
      for (const id of [posyandu, other]) {
        await add('posyandu', { posyandu_id: id, name: `Posyandu ${id}` })
        await add('posyandu_stream', { posyandu_id: id })
      }
      await add('account', { account_id: accountId, display_name: 'Ibu Contoh', role: 'kader' })
      await add('device', {
        device_id: enrolled.deviceId,
        account_id: accountId,
        role: 'kader',
        public_key: asked.publicKey,
        pull_token_hash: createHash('sha256').update(enrolled.pullToken).digest(),
        enrolled_at: new Date(0),
        app_version: '0.1.0',
      })
      await add('device_posyandu', { device_id: enrolled.deviceId, posyandu_id: posyandu })
    })
    const deps = { database: fresh.database, puskesmasId, address: 'http://localhost', now: Date.now }
    app = await buildApp(deps, syncRoutes)
  })
  afterAll(async () => {
    await app?.close()
    await fresh?.drop()
  })

  const replay = async ({ authorization, body }: (typeof recorded.exchanges)[number]) => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/sync',
      headers: {
        'content-type': 'application/vnd.teratai.batch',
        ...(authorization !== null && { authorization }),
      },
      payload: Buffer.from(body as string, 'base64'),
    })
    return { status: response.statusCode, body: response.json<unknown>() }
  }

  it('UP6: its batches are taken, and answered as its own server answered them', async () => {
    expect(syncs).toHaveLength(3)
    for (const exchange of syncs) {
      const { status, body } = await replay(exchange)
      expect(status).toBe(200)
      const answer = firstEditionAnswer.parse(body)
      expect(told(answer)).toEqual(told(firstEditionAnswer.parse(exchange.answer)))
    }
    // Its cursor was another server's: to this one it is none, and everything is handed out.
    const last = syncs.at(-1)
    const { changes } = firstEditionAnswer.parse(last && (await replay(last)).body)
    const records = changes?.records ?? []
    expect(records.map(({ kind }) => kind).sort()).toEqual(['household', 'person', 'visit'])
    const visit = records.find(({ kind }) => kind === 'visit')
    expect(visit?.fields.weightKg?.heads).toMatchObject([{ value: 8.4 }])
    expect(visit?.fields.answerOfLater?.heads).toMatchObject([{ value: ['x', { y: 1 }] }])
  })

  it('UP6: it enrols, and reads the answer', async () => {
    const desk = await openDesk(server)
    const { body: made } = await desk.ask('POST', '/api/v1/enrolment-codes', {
      as: 'admin',
      body: { accountId: desk.people.kader },
    })
    const body = { ...(enrolment?.body as object), code: made.code, publicKey: newPublicKey() }
    const answer = await desk.ask('POST', '/api/v1/enrol', { body })
    expect(answer.status).toBe(200)
    expect(firstEditionEnrolment.parse(answer.body)).toMatchObject({ person: { name: 'Ibu Sari' } })
    await desk.close()
  })
})

describe.each(testServers())('a phone of a later edition on $name', (server) => {
  let sync: TestSync
  beforeAll(async () => {
    sync = await startTestSync(server)
  })
  afterEach(() => {
    vi.doUnmock('#protocol/mutation.ts')
    vi.resetModules()
  })
  afterAll(() => sync?.close())

  /** The same server after an upgrade to protocol 2, which reads what protocol 1 reads. */
  async function upgraded() {
    vi.resetModules()
    vi.doMock('#protocol/mutation.ts', async (original) => ({
      ...(await original<object>()),
      protocolVersion: 2,
    }))
    const { retryHeld } = await import('#server/records/retry-held.ts')
    const { takeBatch } = await import('#server/records/take-batch.ts')
    return { retryHeld, takeBatch }
  }

  it('UP9: what it sends is held unread, and accepted from its bytes after the server’s upgrade', async () => {
    const [here] = sync.puskesmas.posyandu as [string]
    const phone = await sync.phone([here])
    const siti = phone.write('person', '00000000-0000-7000-8000-00000000e001', {
      posyanduId: here,
      name: 'Contoh Siti',
    })
    const visit = phone.write('visit', '00000000-0000-7000-8000-00000000e002', {
      personId: siti.id,
      weightKg: 8.1,
    })
    const later = async (mutations: readonly Mutation[]) => {
      const bytes = await phone.pack(mutations, { protocol: 2, saidLater: { any: 'thing' } } as object)
      const payload = openEnvelope(bytes, (utf8) => new TextDecoder().decode(utf8))?.payload
      const numbers = mutations.map(({ number }): [number, number] => [number, number])
      return phone.seal(payload ?? new Uint8Array(), { protocol: 2, numbers })
    }
    const batch = await later([siti, visit])
    const before = await sync.post(batch)
    expect(before.statusCode).toBe(200)
    expect(before.json<SyncAnswer>()).toMatchObject({
      have: 2,
      receipts: [],
      held: [
        { number: 1, code: 'newerProtocol' },
        { number: 2, code: 'newerProtocol' },
      ],
    })
    const { retryHeld, takeBatch } = await upgraded()
    const { database } = sync.fresh
    const puskesmasId = sync.puskesmas.id
    expect(await retryHeld(database, puskesmasId, { now: sync.clock.now })).toBe(2)
    const { answer: after } = await takeBatch({
      database,
      puskesmasId,
      now: () => sync.clock.now,
      bytes: batch,
      token: undefined,
    })
    expect(after).toMatchObject({ have: 2, held: [], receipts: [{ from: 1, to: 2, outcome: 'duplicate' }] })
    const reader = await sync.phone([here])
    expect((await sync.pullAll(reader)).records.map(({ kind }) => kind).sort()).toEqual(['person', 'visit'])
  })

  it('UP9: a packing that this server does not know is held, not refused', async () => {
    const [here] = sync.puskesmas.posyandu as [string]
    const phone = await sync.phone([here])
    phone.write('person', '00000000-0000-7000-8000-00000000e003', { posyanduId: here, name: 'Contoh Ani' })
    const packed = await phone.seal(Buffer.from('zst, say'), { encoding: 'zstd', numbers: [[1, 1]] })
    const answer = await sync.post(packed)
    expect(answer.statusCode).toBe(200)
    expect(answer.json<SyncAnswer>().held).toMatchObject([{ number: 1, code: 'newerProtocol' }])
    const kept = await sync.behind<{ envelope: Buffer }>(
      `select envelope from held_batch where device_id = '${phone.deviceId}'`,
    )
    expect(kept.map(({ envelope }) => testVault.open(envelope, phone.deviceId).equals(packed))).toEqual([
      true,
    ])
  })
})
