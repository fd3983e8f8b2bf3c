// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'

vi.hoisted(() => {
  // workbox reads these of the worker's scope as it loads.
  Object.assign(globalThis, { self: globalThis, registration: { scope: 'https://t.example/' } })
})

const { precachedUrlFor } = await import('./cache-policy.ts')

const origin = 'https://t.example'
const precached = new Set([`${origin}/assets/main-1.js`])
const answer = (path: string, more: { method?: string; mode?: RequestMode } = {}) =>
  precachedUrlFor(
    { method: 'GET', mode: 'cors', url: path.startsWith('http') ? path : origin + path, ...more },
    origin,
    (url) => precached.has(url),
  )

describe('what the worker answers', () => {
  it.each(['/', '/orang/1', '/enrol', '/index.html', '/antrean?x=1'])('the app for a page at %s', (path) => {
    expect(answer(path, { mode: 'navigate' })).toBe('/index.html')
  })

  it.each([
    '/api/v1/sync',
    '/api',
    '/puskesmas',
    '/puskesmas/orang',
    '/desk.html',
    '/health',
    '/contoh.xlsx',
  ])('nothing for a page at %s', (path) => {
    expect(answer(path, { mode: 'navigate' })).toBeUndefined()
  })

  it('its own files, and no others', () => {
    expect(answer('/assets/main-1.js')).toBe(`${origin}/assets/main-1.js`)
    expect(answer('/assets/main-2.js')).toBeUndefined()
    expect(answer('/api/v1/people')).toBeUndefined()
    expect(answer('https://elsewhere.example/assets/main-1.js')).toBeUndefined()
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('never a %s (lesson 3)', (method) => {
    expect(answer('/api/v1/sync', { method })).toBeUndefined()
    expect(answer('/', { method, mode: 'navigate' })).toBeUndefined()
    expect(answer('/assets/main-1.js', { method })).toBeUndefined()
  })
})
