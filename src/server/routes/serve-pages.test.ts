import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '#server/app.ts'

const deps = {
  puskesmasId: '0190a000-0000-7000-8000-000000000001',
  address: 'http://localhost:3000',
  now: () => 0,
  database: {
    withScope: () => Promise.reject(new Error('no database here')),
    answers: async () => true,
    close: async () => undefined,
  },
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
    app = await buildApp({ ...deps, dist })
  })
  afterAll(async () => {
    await app.close()
    rmSync(dist, { recursive: true })
  })

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
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
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
