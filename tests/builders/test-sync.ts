import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { v7 } from 'uuid'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import type { ChangedRecord } from '#protocol/messages/columns.ts'
import type { SyncAnswer } from '#protocol/messages/sync.ts'
import { syncAnswerSchema } from '#protocol/messages/sync.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { openSession } from '#server/access/session.ts'
import { buildApp } from '#server/app.ts'
import type { Row } from '#server/database/database.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import type { Route } from '#server/routes/route.ts'
import type { KeyRing } from '#server/surat/key-ring.ts'
import { syncRoutes } from '#server/routes/sync.ts'
import type { TestServer } from '../databases.ts'
import { type FreshDatabase, freshDatabase } from '../fresh-database.ts'
import { makePuskesmas, TestPhone, type TestPuskesmas, testTime } from './test-puskesmas.ts'

/** A whole server around a fresh database, with a clock that the test sets, and phones that talk to it. */
export type TestSync = {
  readonly fresh: FreshDatabase
  readonly app: FastifyInstance
  readonly puskesmas: TestPuskesmas
  readonly clock: { now: number }
  /** Events that the server logged. */
  readonly logged: Readonly<Record<string, unknown>>[]
  phone(posyandu: readonly string[]): Promise<TestPhone>
  post(bytes: Uint8Array, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  /** Pushes, and pulls where `more.pull` asks for it; throws unless the answer is 200 and well formed. */
  send(from: TestPhone, mutations: readonly Mutation[], more?: Partial<BatchHeader>): Promise<SyncAnswer>
  /** Every page until there is no more. */
  pullAll(from: TestPhone, cursor?: string, limit?: number): Promise<PulledAll>
  /** Opens a session for a new account of that role and scope; resolves to the header's cookie. */
  logIn(role: 'nakes' | 'admin', posyandu?: readonly string[], name?: string): Promise<string>
  /** What the desk is answered under `/api/v1/`; throws unless it is 200. */
  read<T>(path: string, cookie: string): Promise<T>
  /** SQL as the owner, past row-level security. */
  behind<R extends Row>(sql: string, parameters?: readonly unknown[]): Promise<R[]>
  close(): Promise<void>
}
export type PulledAll = {
  readonly pages: readonly SyncAnswer[]
  readonly records: readonly ChangedRecord[]
  readonly left: readonly { id: string; posyanduId: string }[]
  readonly cursor: string
}

export async function startTestSync(
  server: TestServer,
  posyanduCount = 2,
  routes: readonly Route[] = syncRoutes,
  keys?: KeyRing,
): Promise<TestSync> {
  const fresh = await freshDatabase(server)
  const puskesmas = await makePuskesmas(fresh.ownerUrl, posyanduCount)
  const clock = { now: testTime }
  const logged: Readonly<Record<string, unknown>>[] = []
  const app = await buildApp(
    {
      database: fresh.database,
      puskesmasId: puskesmas.id,
      address: 'http://localhost',
      now: () => clock.now,
      log: (entry) => logged.push(entry),
      ...(keys && { keys }),
    },
    routes,
  )
  const post: TestSync['post'] = (bytes, headers = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/sync',
      headers: { 'content-type': 'application/vnd.teratai.batch', ...headers },
      payload: Buffer.from(bytes),
    })
  const send: TestSync['send'] = async (from, mutations, more = {}) => {
    const headers = { authorization: `Bearer ${from.pullToken}` }
    const response = await post(await from.pack(mutations, more), headers)
    if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.body}`)
    return syncAnswerSchema.parse(response.json())
  }
  const pullAll: TestSync['pullAll'] = async (from, cursor, limit = 1000) => {
    const pages: SyncAnswer[] = []
    let at = cursor
    do {
      const page = await send(from, [], { pull: { limit, ...(at !== undefined && { cursor: at }) } })
      pages.push(page)
      at = page.cursor
    } while (pages.at(-1)?.more === true)
    return {
      pages,
      records: pages.flatMap((page) => page.changes?.records ?? []),
      left: pages.flatMap((page) => page.changes?.left ?? []),
      cursor: at ?? '',
    }
  }
  const behind: TestSync['behind'] = (sql, parameters = []) =>
    asOwner(fresh.ownerUrl, (q) => q.query(sql, parameters))
  const logIn: TestSync['logIn'] = async (role, posyandu = [], name = 'X') => {
    const [puskesmasId, accountId] = [puskesmas.id, v7()]
    await behind(
      `insert into account (puskesmas_id, account_id, login_name, display_name, role) values ($1, $2, $3, $4, $5)`,
      [puskesmasId, accountId, accountId, name, role],
    )
    for (const id of posyandu)
      await behind('insert into account_posyandu values ($1, $2, $3)', [puskesmasId, accountId, id])
    const { token } = await fresh.database.withScope({ puskesmasId, posyandu: 'none' }, (q) =>
      openSession(q, puskesmasId, accountId, clock.now),
    )
    if (role === 'nakes')
      await behind(
        `insert into stated_purpose (puskesmas_id, account_id, purpose, stated_on)
         select puskesmas_id, $2, 'care', ($3::timestamptz at time zone time_zone)::date::text from puskesmas
         where puskesmas_id = $1`,
        [puskesmasId, accountId, new Date(clock.now)],
      )
    return `teratai_session=${token}`
  }
  const read = async <T>(path: string, cookie: string): Promise<T> => {
    const response = await app.inject({ method: 'GET', url: `/api/v1/${path}`, headers: { cookie } })
    if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode} ${response.body}`)
    return response.json<T>()
  }
  return {
    fresh,
    app,
    puskesmas,
    clock,
    logged,
    post,
    send,
    pullAll,
    async phone(posyandu) {
      const phone = await TestPhone.enrol(fresh.database, puskesmas.id, posyandu)
      // As enrolment does: what stood there before and has left is none of its business.
      await behind(
        `update device_posyandu d set since = s.last_sequence from posyandu_stream s
         where d.device_id = $1 and s.puskesmas_id = d.puskesmas_id and s.posyandu_id = d.posyandu_id`,
        [phone.deviceId],
      )
      return phone
    },
    behind,
    logIn,
    read,
    close: async () => {
      await app.close()
      await fresh.drop()
    },
  }
}
