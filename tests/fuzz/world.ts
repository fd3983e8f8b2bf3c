import type { FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import { cookieName, openSession } from '#server/access/session.ts'
import { buildApp } from '#server/app.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { makePuskesmas, TestPhone, testTime } from '#tests/builders/test-puskesmas.ts'
import { openStage } from '#tests/simulation/stage.ts'
import type { Shapes } from './from-schema.ts'

/** What stands in the far posyandu, of which nobody but its own phone may hear: name, NIK, note. */
export const farSecrets = ['Rahasiawati Jauh', '9999010101900077', 'CatatanYangJauh'] as const

export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly access: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[]
  readonly body: { readonly type: string; readonly schema: object } | undefined
}

/** A puskesmas with a near and a far posyandu, somebody of every role, a phone of each posyandu, and its description. */
export type World = {
  readonly app: FastifyInstance
  readonly puskesmasId: string
  readonly keys: Awaited<ReturnType<typeof openStage>>['keys']
  /** A phone of the near posyandu, in the hands of whoever attacks. */
  readonly phone: TestPhone
  readonly ids: readonly string[]
  readonly nearPosyandu: string
  /** Cookies of people who may not see the far posyandu; `nobody` has none. */
  readonly cookies: Readonly<Record<'nobody' | 'nakes' | 'admin' | 'dinkes', string>>
  /** Of a nakes of the far posyandu, who attacks nothing: the control that what is looked for can be seen. */
  readonly farCookie: string
  readonly operations: readonly Operation[]
  readonly shapes: Shapes
  /** What was logged since the last time it was taken, as one text. */
  takeLog(): string
  close(): Promise<void>
}

type Urls = { readonly ownerUrl: string; readonly applicationUrl: string }

export async function openWorld(urls: Urls): Promise<World> {
  const stage = await openStage(urls)
  const { database, keys } = stage
  const puskesmas = await makePuskesmas(urls.ownerUrl)
  const [near = '', far = ''] = puskesmas.posyandu
  let logged: string[] = []
  const app = await buildApp({
    database,
    keys,
    puskesmasId: puskesmas.id,
    address: 'http://localhost',
    now: () => testTime,
    log: (entry) => logged.push(JSON.stringify(entry)),
  })
  const phone = await TestPhone.enrol(database, puskesmas.id, [near])
  const farPhone = await TestPhone.enrol(database, puskesmas.id, [far])
  const [nearPerson, farPerson] = [v7(), v7()]
  await send(app, await farPhone.pack([personOf(farPhone, farPerson, far), noteOf(farPhone, farPerson)]))
  await send(
    app,
    await phone.pack([phone.write('person', nearPerson, { name: 'Siti Dekat', posyanduId: near })]),
  )
  const { operations, shapes } = describe((await app.inject('/api/openapi.json')).json())
  const logIn = (role: 'nakes' | 'admin' | 'dinkes', posyandu = near) =>
    cookieOf(urls, database, puskesmas.id, role, posyandu)
  logged = []
  return {
    app,
    puskesmasId: puskesmas.id,
    keys,
    phone,
    nearPosyandu: near,
    ids: [near, far, nearPerson, farPerson, phone.deviceId, farPhone.deviceId, puskesmas.id],
    cookies: {
      nobody: '',
      nakes: await logIn('nakes'),
      admin: await logIn('admin'),
      dinkes: await logIn('dinkes'),
    },
    farCookie: await logIn('nakes', far),
    operations,
    shapes,
    takeLog() {
      const text = logged.join('\n')
      logged = []
      return text
    },
    close: async () => {
      await app.close()
      await stage.close()
    },
  }
}

const personOf = (phone: TestPhone, id: string, posyanduId: string) =>
  phone.write('person', id, { name: farSecrets[0], nik: farSecrets[1], posyanduId, sex: 'female' })

const noteOf = (phone: TestPhone, personId: string) =>
  phone.write('note', v7(), { personId, text: farSecrets[2] })

async function send(app: FastifyInstance, bytes: Uint8Array): Promise<void> {
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url: '/api/v1/sync',
    headers: { 'content-type': 'application/vnd.teratai.batch' },
    payload: Buffer.from(bytes),
  })
  if (statusCode !== 200 || !body.includes('"accepted"')) throw new Error(`the stage is not set: ${body}`)
}

async function cookieOf(
  { ownerUrl }: Urls,
  database: Parameters<typeof buildApp>[0]['database'],
  puskesmasId: string,
  role: string,
  posyandu: string,
): Promise<string> {
  const accountId = v7()
  await asOwner(ownerUrl, async (q) => {
    await q.query(
      'insert into account (puskesmas_id, account_id, login_name, display_name, role) values ($1, $2, $3, $4, $5)',
      [puskesmasId, accountId, accountId, role, role],
    )
    if (role !== 'nakes') return
    await q.query('insert into account_posyandu values ($1, $2, $3)', [puskesmasId, accountId, posyandu])
    for (const day of ['2026-11-10', '2026-11-11'])
      await q.query(
        `insert into stated_purpose (puskesmas_id, account_id, purpose, stated_on) values ($1, $2, 'care', $3)
         on conflict do nothing`,
        [puskesmasId, accountId, day],
      )
  })
  const { token } = await database.withScope({ puskesmasId, posyandu: 'none' }, (q) =>
    openSession(q, puskesmasId, accountId, testTime),
  )
  return `${cookieName('session', 'http://localhost')}=${token}`
}

type Described = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedRoute>>>>
  readonly components: { readonly schemas: Shapes }
}
type DescribedRoute = {
  readonly 'x-access': string
  readonly parameters: Operation['parameters']
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
}

/** The routes as the server itself describes them, so that a new one is attacked from its first day. */
function describe(api: Described): { operations: Operation[]; shapes: Shapes } {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]): Operation => {
      const [type, content] = Object.entries(route.requestBody?.content ?? {})[0] ?? []
      return {
        // The description has HTTP's methods in small letters.
        method: method.toUpperCase() as Operation['method'],
        path,
        access: route['x-access'],
        parameters: route.parameters,
        body: type && content ? { type, schema: content.schema } : undefined,
      }
    }),
  )
  return { operations, shapes: api.components.schemas }
}
