import { type AddressInfo, connect, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noDatabase } from '#tests/fakes/no-database.ts'
import { z } from 'zod/mini'
import { buildApp } from '#server/app.ts'
import { defineRoute } from '#server/routes/route.ts'

const deps = {
  puskesmasId: '0190a000-0000-7000-8000-000000000001',
  address: 'http://localhost',
  now: () => 0,
  database: noDatabase,
}

const echo = defineRoute({
  method: 'POST',
  path: '/api/v1/echo',
  summary: 'Takes a word.',
  access: 'public',
  body: z.object({ word: z.string() }),
  answer: z.object({ length: z.number() }),
  errors: [],
  handle: async ({ input }) => ({ length: input.body.word.length }),
})
const health = defineRoute({
  method: 'GET',
  path: '/health',
  summary: 'Answers.',
  access: 'public',
  answer: z.object({}),
  errors: [],
  handle: async () => ({}),
})

describe('slow, endless and oversized senders', () => {
  let patient: FastifyInstance
  let impatient: FastifyInstance

  beforeAll(async () => {
    patient = await buildApp(deps, [echo, health])
    impatient = await buildApp({ ...deps, patience: { headers: 100, request: 200, check: 20 } }, [
      echo,
      health,
    ])
    for (const app of [patient, impatient]) await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    for (const app of [patient, impatient]) await app.close()
  })
  const portOf = (app: FastifyInstance) => (app.server.address() as AddressInfo).port

  /** What the server says until it ends the connection; ends as well where it just closes it. */
  const talk = async (app: FastifyInstance, say: (socket: Socket) => void) => {
    const socket = connect(portOf(app), '127.0.0.1')
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk.toString()
    })
    socket.on('error', () => undefined)
    await new Promise((resolve) => socket.once('connect', resolve))
    say(socket)
    await new Promise((resolve) => socket.once('close', resolve))
    return heard
  }
  /** Says a little again and again, for as long as it is let. */
  const drip = (socket: Socket, text: string) => {
    const timer = setInterval(() => socket.write(text), 10)
    socket.once('close', () => clearInterval(timer))
  }
  const head = (more: string) => `POST /api/v1/echo HTTP/1.1\r\nhost: localhost\r\n${more}`
  const json = 'content-type: application/json\r\n'

  it('are let go while their headers drip', async () => {
    const heard = await talk(impatient, (socket) => {
      socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\n')
      drip(socket, 'x-more: 1\r\n')
    })
    expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /)
  })

  it('are let go while their body drips', async () => {
    const heard = await talk(impatient, (socket) => {
      socket.write(head(`${json}content-length: 100000\r\n\r\n`))
      drip(socket, ' ')
    })
    expect(heard).toMatch(/^(HTTP\/1\.1 4\d\d |$)/)
  })

  it('keep nobody else waiting, two hundred at once', async () => {
    const slow: Socket[] = []
    const ended = Array.from({ length: 200 }, () =>
      talk(patient, (socket) => {
        slow.push(socket)
        socket.write(head(json))
        drip(socket, 'x: 1\r\n')
      }),
    )
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fetch(`http://127.0.0.1:${portOf(patient)}/health`).then(({ status }) => status),
      ),
    )
    expect(new Set(answers)).toEqual(new Set([200]))
    for (const socket of slow) socket.destroy()
    await Promise.all(ended)
  })

  it.each([
    ['headers beyond 16 KB', head(`x-long: ${'a'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 4(00|31) /],
    ['a body that is said to be too long', head(`${json}content-length: 99999999\r\n\r\n`), /413/],
    ['a length that is none', head(`${json}content-length: 1e9\r\n\r\n`), /^HTTP\/1\.1 400 /],
    ['two lengths', head(`${json}content-length: 1\r\ncontent-length: 2\r\n\r\n{}`), /^HTTP\/1\.1 400 /],
    [
      'a length and chunks, as smugglers send',
      head(`${json}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
      /^HTTP\/1\.1 400 /,
    ],
    ['a NUL in a header', head('x: a\0b\r\n\r\n'), /^HTTP\/1\.1 400 /],
  ])('with %s are refused', async (_what, text, answer) => {
    expect(await talk(patient, (socket) => socket.write(text))).toMatch(answer)
  })

  it('with chunks without end are cut at the limit', async () => {
    let sent = 0
    const heard = await talk(patient, (socket) => {
      socket.write(head(`${json}transfer-encoding: chunked\r\n\r\n`))
      const chunk = `2000\r\n${' '.repeat(8192)}\r\n`
      const more = () => {
        while (!socket.destroyed && sent < 64 * 1024 * 1024) {
          sent += 8192
          if (!socket.write(chunk)) return void socket.once('drain', more)
        }
      }
      more()
    })
    expect(sent).toBeLessThan(64 * 1024 * 1024)
    expect(heard).toMatch(/^(HTTP\/1\.1 413 |$)/)
  })

  it('have as long as a phone on a slow link needs, and no longer', async () => {
    const usual = await buildApp(deps, [health])
    expect(usual.server).toMatchObject({ headersTimeout: 20_000, requestTimeout: 300_000 })
    await usual.close()
  })
})
