import { type AddressInfo, connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { noDatabase } from '#tests/fakes/no-database.ts'
import { z } from 'zod/mini'
import { openDesk, password } from '#tests/desk.ts'
import { testServers } from '#tests/fresh-database.ts'
import { buildApp } from '#server/app.ts'
import { errorStatus } from '#server/errors.ts'
import { defineRoute } from './route.ts'
import { routes } from './routes.ts'

type Described = {
  openapi: string
  paths: Record<
    string,
    Record<string, { responses: Record<string, unknown>; requestBody?: { content: object } }>
  >
  components: { schemas: Record<string, unknown> }
}

describe.each(testServers())('refusals on $name', (server) => {
  let desk: Awaited<ReturnType<typeof openDesk>>

  beforeAll(async () => {
    desk = await openDesk(server)
  })
  afterEach(() => {
    desk.logged.length = 0
  })
  afterAll(() => desk.close())

  const post = (url: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
    desk.ask('POST', url, { body: payload, headers: { 'content-type': 'application/json', ...headers } })
  const logIn = { loginName: 'admin', password }
  const somewhere = '0190a000-0000-7000-8000-00000000dead'

  it.each([
    ['malformedJson', 400, '{"loginName":'],
    ['malformedJson', 400, ''],
    ['invalidInput', 400, '[]'],
    ['invalidInput', 400, '{"loginName":1,"password":"x"}'],
    ['invalidInput', 400, JSON.stringify({ ...logIn, loginName: 'ad\u0000min' })],
    ['payloadTooLarge', 413, JSON.stringify({ ...logIn, more: 'x'.repeat(300_000) })],
  ])('answers %s with %i', async (code, status, payload) => {
    const answer = await post('/api/v1/log-in', payload)
    expect(answer.status).toBe(status)
    expect(answer.body.error.code).toBe(code)
  })

  it('names the field, never the value', async () => {
    const nik = '9999010101200001'
    const answer = await post('/api/v1/log-in', JSON.stringify({ loginName: { [nik]: nik }, password: nik }))
    expect(answer.body).toEqual({ error: { code: 'invalidInput', field: 'loginName' } })
    const nested = await desk.ask('PATCH', '/api/v1/settings', {
      as: 'admin',
      body: { values: { [`${nik} x`]: [] } },
    })
    expect(nested.body).toEqual({ error: { code: 'invalidInput', field: 'values.*' } })
  })

  it.each([
    ['another type', { 'content-type': 'text/plain' }],
    ['no type', { 'content-type': '' }],
    ['an encoding that it does not take', { 'content-encoding': 'gzip' }],
  ])('answers a body of %s with unsupportedMediaType', async (_what, headers) => {
    const answer = await post('/api/v1/log-in', JSON.stringify(logIn), headers)
    expect([answer.status, answer.body]).toEqual([415, { error: { code: 'unsupportedMediaType' } }])
  })

  it.each(['/api', '/api/v1/nothing', '/api/v1/devices/x', '/nothing.js', '/%zz'])(
    'answers %s with unknownRoute',
    async (url) => {
      const answer = await desk.ask('GET', url)
      expect([answer.status, answer.body]).toEqual([404, { error: { code: 'unknownRoute' } }])
    },
  )

  it('answers what is no HTTP in the same form', async () => {
    await desk.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = desk.app.server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    socket.end('nonsense\r\n\r\n')
    const text = Buffer.concat(await socket.toArray()).toString()
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toEqual({ error: { code: 'malformedRequest' } })
  })

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://teratai.example' }, 200],
    [{ origin: 'https://teratai.example', host: 'inside.example' }, 200],
    [{ origin: 'http://localhost:3000', host: 'localhost:3000' }, 200],
    [{}, 200],
  ])('judges a write by its sender %j: %i', async (headers, status) => {
    const answer = await post('/api/v1/log-in', JSON.stringify(logIn), headers)
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.body).toEqual({ error: { code: 'foreignOrigin' } })
  })

  it('refuses every route that changes something to a page of another origin, whoever is logged in', async () => {
    const { body } = await desk.ask('GET', '/api/openapi.json')
    const changing = Object.entries((body as Described).paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map(
          (method) =>
            [method.toUpperCase() as 'POST' | 'PATCH', path.replace(/\{\w+\}/g, somewhere)] as const,
        ),
    )
    expect(changing.length).toBeGreaterThan(15)
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://sub.teratai.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'https://teratai.example' },
    ]
    for (const [method, path] of changing)
      for (const headers of foreign) {
        // As a form of another page would send it, with the cookie that an old browser might still add.
        const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
        const answer = await desk.ask(method, path, { as: 'admin', headers: form, body: 'a=1' })
        expect([answer.status, answer.body], `${method} ${path}`).toEqual([
          403,
          { error: { code: 'foreignOrigin' } },
        ])
      }
  })

  it('takes no form, which any page can send without asking', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
      const answer = await desk.ask('POST', '/api/v1/posyandu', {
        as: 'admin',
        headers: { 'content-type': type },
        body: 'name=x',
      })
      expect(answer.body, type).toEqual({ error: { code: 'unsupportedMediaType' } })
    }
  })

  it('answers health as long as the database does', async () => {
    expect((await desk.ask('GET', '/health')).body).toEqual({ status: 'ok' })
    const without = await buildApp({
      puskesmasId: desk.puskesmasId,
      address: 'https://teratai.example',
      now: () => 0,
      database: {
        ...noDatabase,
        withScope: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })),
        answers: async () => false,
      },
    })
    const health = await without.inject('/health')
    expect([health.statusCode, health.json()]).toEqual([503, { error: { code: 'databaseUnavailable' } }])
    const payload = { ...logIn }
    const other = await without.inject({ method: 'POST', url: '/api/v1/log-in', payload })
    expect([other.statusCode, other.json()]).toEqual([503, { error: { code: 'databaseUnavailable' } }])
    await without.close()
  })

  it('tells nothing of a fault of its own, and logs neither values nor addresses with ids', async () => {
    const secret = '9999010101200001'
    const failing = defineRoute({
      method: 'GET',
      path: '/api/v1/failing/:id',
      summary: 'Fails.',
      access: 'public',
      answer: z.object({}),
      errors: [],
      handle: ({ inScope }) => inScope((q) => q.query(`select '${secret}'::int`)).then(() => ({})),
    })
    const logged: unknown[] = []
    const app = await buildApp(
      {
        database: desk.database,
        puskesmasId: desk.puskesmasId,
        address: 'https://teratai.example',
        now: () => 0,
        log: (entry) => logged.push(entry),
      },
      [failing],
    )
    const answer = await app.inject(`/api/v1/failing/${secret}?nik=${secret}`)
    await app.close()
    expect([answer.statusCode, answer.json()]).toEqual([500, { error: { code: 'internal' } }])
    expect(logged).toMatchObject([
      { event: 'internalError', sqlState: '22003' },
      { event: 'request', method: 'GET', route: '/api/v1/failing/:id', status: 500, code: 'internal' },
    ])
    expect(JSON.stringify(logged)).not.toContain(secret)
  })

  it('sends only what the answer’s schema names', async () => {
    const open = defineRoute({
      method: 'GET',
      path: '/api/v1/open',
      summary: 'Hands out a whole row.',
      access: 'public',
      answer: z.object({ name: z.string() }),
      errors: [],
      handle: async () => Object.assign({ name: 'a' }, { password_hash: 'b' }),
    })
    const app = await buildApp(
      { database: desk.database, puskesmasId: desk.puskesmasId, address: 'https://t.example', now: () => 0 },
      [open],
    )
    expect((await app.inject('/api/v1/open')).json()).toEqual({ name: 'a' })
    await app.close()
  })

  it('describes every route, with whole references and known codes', async () => {
    const { status, body } = await desk.ask('GET', '/api/openapi.json')
    const described = body as Described
    expect([status, described.openapi]).toEqual([200, '3.1.0'])
    const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    )
    expect(operations.map(({ name }) => name).sort()).toEqual(
      [
        ...routes.map((route) => `${route.method.toLowerCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`),
        'get /api/openapi.json',
      ].sort(),
    )
    const text = JSON.stringify(described)
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1],
    )
    expect(references.length).toBeGreaterThan(20)
    expect(references.filter((name) => !described.components.schemas[name as string])).toEqual([])
    const codes = [...text.matchAll(/"x-codes":\[([^\]]*)\]/g)].flatMap((match) =>
      JSON.parse(`[${match[1]}]`),
    )
    expect(codes.filter((code) => !(code in errorStatus))).toEqual([])
    for (const { name, operation } of operations) {
      expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(['200', '500', '503']))
    }
  })
})
