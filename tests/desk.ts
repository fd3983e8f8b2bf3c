import { generateKeyPairSync } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { createAccount } from '#server/access/accounts.ts'
import { hashPassword } from '#server/access/password.ts'
import { createPosyandu } from '#server/access/posyandu.ts'
import { sessionIdle } from '#server/access/session.ts'
import { buildApp } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { openInstallation } from '#server/hosting/installation.ts'
import type { KeyRing } from '#server/surat/key-ring.ts'
import { publishKeys } from '#server/surat/published-keys.ts'
import type { TestServer } from './databases.ts'
import { freshDatabase } from './fresh-database.ts'

export const password = 'a password of tests'
/** 3 November 2026, 08:00 in Tenggarong. */
export const morning = Date.UTC(2026, 10, 3, 0, 0)

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Response = Awaited<ReturnType<FastifyInstance['inject']>>
type Who = 'admin' | 'nakes' | 'otherNakes' | 'dinkes' | undefined
type Ask = {
  readonly as?: Who
  readonly body?: unknown
  readonly headers?: Record<string, string>
  /** From where, instead of this machine itself, which says nothing about a caller. */
  readonly from?: string
}

/**
 * A puskesmas with two posyandu, an admin, a nakes and a kader of the first, a nakes of the second, and the whole
 * app on a database of its own. `clock.now` is the server's time; `logged` all that it logged.
 */
export async function openDesk(server: TestServer, keys?: KeyRing) {
  const fresh = await freshDatabase(server)
  const { database } = fresh
  const { puskesmasId } = await openInstallation(fresh.ownerUrl, readConfig({ TERATAI_DEMO: '0' }))
  const clock = { now: morning }
  const logged: Readonly<Record<string, unknown>>[] = []
  const passwordHash = await hashPassword(password)
  const people = await database.withScope({ puskesmasId, posyandu: 'none' }, async (queries) => {
    const first = await createPosyandu(queries, puskesmasId, 'Posyandu Teratai 1')
    const second = await createPosyandu(queries, puskesmasId, 'Posyandu Melati 2')
    const add = (role: 'admin' | 'nakes' | 'kader' | 'dinkes', name: string, posyandu: string[]) =>
      createAccount(
        queries,
        {
          puskesmasId,
          role,
          displayName: name,
          posyandu,
          ...(role === 'kader'
            ? { passwordHash: undefined }
            : { loginName: name.toLowerCase(), password, passwordHash }),
        },
        morning,
      )
    return {
      first,
      second,
      admin: await add('admin', 'Admin', []),
      nakes: await add('nakes', 'Nakes', [first]),
      otherNakes: await add('nakes', 'OtherNakes', [second]),
      dinkes: await add('dinkes', 'Dinkes', []),
      kader: await add('kader', 'Ibu Sari', [first]),
      otherKader: await add('kader', 'Ibu Wati', [second]),
    }
  })
  if (keys)
    await database.withScope({ puskesmasId, posyandu: 'none' }, (queries) =>
      publishKeys(queries, puskesmasId, keys.all, morning),
    )
  const app = await buildApp({
    database,
    puskesmasId,
    address: 'https://teratai.example',
    now: () => clock.now,
    ...(keys && { keys }),
    log: (entry) => logged.push(entry),
  })
  const sessions = new Map<string, { readonly cookie: string; readonly openedAt: number }>()

  async function ask(method: Method, url: string, { as, body, headers = {}, from }: Ask = {}) {
    const cookie = as && (await sessionOf(as))
    const response: Response = await app.inject({
      method,
      url,
      headers: { ...(cookie && { cookie }), ...headers },
      ...(from !== undefined && { remoteAddress: from }),
      ...(body !== undefined && { payload: body as string | object }),
    })
    return { status: response.statusCode, body: response.json(), headers: response.headers }
  }

  /** Kept for as long as nobody would have been sent away in between. */
  async function sessionOf(name: string): Promise<string> {
    for (const [whose, { openedAt }] of sessions)
      if (Math.abs(clock.now - openedAt) >= sessionIdle) sessions.delete(whose)
    const kept = sessions.get(name)
    if (kept) return kept.cookie
    const cookie = await logIn(name)
    sessions.set(name, { cookie, openedAt: clock.now })
    return cookie
  }

  async function logIn(name: string, secret = password): Promise<string> {
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/log-in',
      payload: { loginName: name, password: secret },
    })
    if (response.statusCode !== 200) throw new Error(`log-in of ${name}: ${response.body}`)
    const cookie = String([response.headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
    if (response.json().account.role === 'nakes')
      await app.inject({
        method: 'POST',
        url: '/api/v1/me/purpose',
        headers: { cookie },
        payload: { code: 'care' },
      })
    return cookie
  }

  return {
    ...fresh,
    app,
    puskesmasId,
    people,
    clock,
    logged,
    ask,
    /** A session of its own; `ask` keeps another for each. */
    logIn,
    /** Forgets the sessions that `ask` keeps for each. */
    forgetSessions: () => sessions.clear(),
    close: async () => {
      await app.close()
      await fresh.drop()
    },
  }
}

/** A new phone's public key as it is sent. */
export function newPublicKey(): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-65).toString('base64url')
}
