// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { isOwnFile } from './own-file.ts'

const portal = '<!doctype html><h1>Silakan masuk</h1>'
function answer(path: string, type: string, body = '', more: { status?: number; redirected?: boolean } = {}) {
  const response = new Response(body, { status: more.status ?? 200, headers: { 'content-type': type } })
  Object.defineProperty(response, 'url', { value: `https://t.example${path}` })
  Object.defineProperty(response, 'redirected', { value: more.redirected ?? false })
  return response
}

describe('what comes in answer to a file of the app', () => {
  it.each([
    ['/assets/index-1.js', 'text/javascript'],
    ['/assets/index-1.css', 'text/css'],
    ['/assets/reader.wasm', 'application/wasm'],
    ['/icons/icon-48.png', 'image/png'],
    ['/manifest.webmanifest', 'application/manifest+json'],
  ])('is that file where %s is of its kind', async (path, type) => {
    expect(await isOwnFile(answer(path, type))).toBe(true)
  })

  it('is the page where it holds the place of the app', async () => {
    expect(await isOwnFile(answer('/index.html', 'text/html', '<div id="root"></div>'))).toBe(true)
  })

  it.each([
    '/assets/index-1.js',
    '/assets/index-1.css',
    '/assets/reader.wasm',
    '/icons/icon-48.png',
    '/index.html',
  ])('is never the log-in page of a network in the place of %s (lesson 36; trial 5)', async (path) => {
    expect(await isOwnFile(answer(path, 'text/html', portal))).toBe(false)
  })

  it('is nothing that was redirected, or is no 200', async () => {
    expect(await isOwnFile(answer('/assets/a.js', 'text/javascript', '', { redirected: true }))).toBe(false)
    expect(await isOwnFile(answer('/assets/a.js', 'text/javascript', '', { status: 511 }))).toBe(false)
  })
})
