import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { compress } from './compress.ts'

const app = Fastify()
app.get('/long', { onSend: compress }, async () => ({ text: 'x'.repeat(2000) }))
app.get('/short', { onSend: compress }, async () => ({ text: 'x' }))
const get = (url: string, accepted?: string) =>
  app.inject({ method: 'GET', url, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } })

describe('answers to phones', () => {
  test.each([
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=1.0, GZIP;q=0.5', 'br', brotliDecompressSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
  ] as const)('PL3: packed for %j', async (accepted, encoding, unpack) => {
    const response = await get('/long', accepted)
    expect(response.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' })
    expect(Number(response.headers['content-length'])).toBe(response.rawPayload.length)
    expect(JSON.parse(unpack(response.rawPayload).toString())).toEqual({ text: 'x'.repeat(2000) })
  })

  test.each([undefined, '', 'identity', 'zstd', 'gzip;q=0'])('PL3: as they are for %j', async (accepted) => {
    const response = await get('/long', accepted)
    expect(response.headers['content-encoding']).toBeUndefined()
    expect(response.json()).toEqual({ text: 'x'.repeat(2000) })
  })

  test('short ones as they are', async () => {
    expect((await get('/short', 'gzip')).headers['content-encoding']).toBeUndefined()
  })
})
