import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noDatabase } from '#tests/fakes/no-database.ts'
import { buildApp } from '#server/app.ts'

const deps = {
  puskesmasId: '0190a000-0000-7000-8000-000000000001',
  address: 'http://localhost:3000',
  now: () => 0,
  database: noDatabase,
}

describe('pages', () => {
  let dist: string
  let app: FastifyInstance

  beforeAll(async () => {
    dist = mkdtempSync(join(tmpdir(), 'teratai-dist-'))
    for (const folder of ['assets', '.vite']) mkdirSync(join(dist, folder))
    for (const file of [
      'index.html',
      'desk.html',
      'sw.js',
      'app.webmanifest',
      'assets/a-1.js',
      '.vite/m.json',
      '.sources',
    ]) {
      writeFileSync(join(dist, file), `content of ${file}`)
    }
    writeFileSync(join(dist, 'assets/long-2.js'), script)
    writeFileSync(join(dist, 'assets/long-3.png'), script)
    app = await buildApp({ ...deps, dist })
  })
  afterAll(async () => {
    await app.close()
    rmSync(dist, { recursive: true })
  })

  const get = (url: string, headers: Record<string, string>) => app.inject({ method: 'GET', url, headers })

  it.each([
    ['/', 'index.html'],
    ['/enrol', 'index.html'],
    ['/people/01a2?x=1.2', 'index.html'],
    ['/apison', 'index.html'],
    ['/index.html', 'index.html'],
    ['/puskesmas', 'desk.html'],
    ['/puskesmas/devices', 'desk.html'],
    ['/sw.js', 'sw.js'],
    ['/app.webmanifest', 'app.webmanifest'],
  ])('answers %s with %s, asked for anew each time', async (url, file) => {
    const { statusCode, body, headers } = await app.inject(url)
    expect([statusCode, body, headers['cache-control']]).toEqual([200, `content of ${file}`, 'no-cache'])
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('lets a page run no script and no style that stands in it, but the styles it was built with', async () => {
    const styles = ['body{margin:0}', 'p > a{color:red}']
    const sha256 = (text: string) => createHash('sha256').update(text).digest('base64')
    writeFileSync(
      join(dist, 'styled.html'),
      `<style>${styles[0]}</style><style media="all">${styles[1]}</style>`,
    )
    const { headers } = await app.inject('/styled.html')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain(
      `style-src 'self' 'sha256-${sha256(styles[0] ?? '')}' 'sha256-${sha256(styles[1] ?? '')}'`,
    )
    for (const page of ['/', '/puskesmas', '/assets/a-1.js', '/styled.html']) {
      const sent = String((await app.inject(page)).headers['content-security-policy'])
      expect(sent, page).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/)
      for (const closed of [
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ])
        expect(sent, page).toContain(closed)
      expect(sent.includes("'wasm-unsafe-eval'"), page).toBe(page !== '/puskesmas')
    }
  })

  it('says the same of every answer, and HSTS where the address is https', async () => {
    const secure = await buildApp({ ...deps, address: 'https://teratai.example', dist })
    for (const url of ['/', '/health', '/api/v1/nothing', '/assets/gone.js', '/puskesmas']) {
      const { headers } = await secure.inject(url)
      expect(headers, url).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'permissions-policy': expect.stringContaining('camera=(self), microphone=()'),
        'cross-origin-opener-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      })
      expect((await app.inject(url)).headers).not.toHaveProperty('strict-transport-security')
    }
    await secure.close()
  })

  const script = 'export const shown = "diterima puskesmas"\n'.repeat(100)

  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip', 'br;q=0, *', gunzipSync],
  ] as const)('sends a script as %s to whoever takes %j', async (packing, accepted, unpack) => {
    for (let time = 0; time < 2; time++) {
      const { headers, rawPayload } = await get('/assets/long-2.js', { 'accept-encoding': accepted })
      expect(headers).toMatchObject({ 'content-encoding': packing, vary: 'accept-encoding' })
      expect(headers['content-type']).toContain('javascript')
      expect(Number(headers['content-length'])).toBe(rawPayload.length)
      expect(rawPayload.length).toBeLessThan(script.length / 4)
      expect(unpack(rawPayload).toString()).toBe(script)
    }
  })

  it.each([
    ['without the header', '/assets/long-2.js', {}],
    ['to whoever refuses', '/assets/long-2.js', { 'accept-encoding': 'br;q=0, gzip;q=0' }],
  ])('sends a script as it is %s, and says that it varies', async (_, url, headers) => {
    const answer = await get(url, headers)
    expect([answer.body, answer.headers['content-encoding']]).toEqual([script, undefined])
    expect(answer.headers.vary).toBe('accept-encoding')
  })

  it.each(['/assets/long-3.png', '/sw.js'])('sends %s as it is: nothing is to be gained', async (url) => {
    expect((await get(url, { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined()
  })

  it('sends a part of a script, and its headers alone, as they are', async () => {
    const part = await get('/assets/long-2.js', { 'accept-encoding': 'br', range: 'bytes=0-5' })
    expect([part.statusCode, part.body]).toEqual([206, 'export'])
    const head = await app.inject({
      method: 'HEAD',
      url: '/assets/long-2.js',
      headers: { 'accept-encoding': 'br' },
    })
    expect([head.statusCode, head.body, head.headers.vary]).toEqual([200, '', 'accept-encoding'])
  })

  it('says 304 to whoever has the script already, packed or not', async () => {
    const { headers } = await get('/assets/long-2.js', { 'accept-encoding': 'br' })
    const again = await get('/assets/long-2.js', {
      'accept-encoding': 'br',
      'if-none-match': String(headers.etag),
    })
    expect([again.statusCode, again.body, again.headers.vary]).toEqual([304, '', 'accept-encoding'])
    expect(again.headers['content-encoding']).toBeUndefined()
  })

  it('sends a file anew once it was built anew', async () => {
    const path = join(dist, 'assets/again-4.js')
    for (const text of ['a'.repeat(2000), 'b'.repeat(3000)]) {
      writeFileSync(path, text)
      const { rawPayload } = await get('/assets/again-4.js', { 'accept-encoding': 'br' })
      expect(brotliDecompressSync(rawPayload).toString()).toBe(text)
    }
  })

  it('lets hashed assets be kept for ever', async () => {
    const { statusCode, headers } = await app.inject('/assets/a-1.js')
    expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
  })

  it.each([
    '/assets/gone.js',
    '/.vite/m.json',
    '/.sources',
    '/api',
    '/api/v1/nothing',
    '/../package.json',
    '/%2e%2e/package.json',
  ])('has no page for %s', async (url) => {
    const { statusCode, body } = await app.inject(url)
    expect([statusCode, JSON.parse(body)]).toEqual([404, { error: { code: 'unknownRoute' } }])
  })

  it('answers a write to a page with unknownRoute', async () => {
    expect((await app.inject({ method: 'POST', url: '/people' })).json()).toEqual({
      error: { code: 'unknownRoute' },
    })
  })

  it('serves the API alone where the client is not built', async () => {
    const bare = await buildApp({ ...deps, dist: join(dist, 'nothing') })
    expect((await bare.inject('/')).json()).toEqual({ error: { code: 'unknownRoute' } })
    expect((await bare.inject('/health')).json()).toEqual({ status: 'ok' })
    await bare.close()
  })
})
