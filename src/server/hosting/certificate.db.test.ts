import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { certificatePath, layCertificate } from '#tests/builders/certificates/certificate-files.ts'
import { sparePort } from '#server/database/cluster.ts'
import { openLife } from '#tests/life.ts'

// Real processes on a busy machine; how long they take is not what is tested.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let life: ReturnType<typeof openLife>
beforeEach(() => {
  life = openLife()
})
afterEach(() => life.close())

/** Asks over HTTPS, trusting the first test certificate alone. */
const ask = (port: number, path: string) =>
  new Promise<{ status: number | undefined; strict: unknown; body: string }>((resolve, reject) => {
    const ca = readFileSync(certificatePath('first', 'cert'))
    get({ host: 'localhost', port, path, ca, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      const strict = response.headers['strict-transport-security']
      response.on('end', () => resolve({ status: response.statusCode, strict, body }))
    }).on('error', reject)
  })

describe('a server started with the files of its certificate', () => {
  const files = () => {
    const folder = join(life.folder(), 'certificate')
    mkdirSync(folder, { recursive: true })
    const { certificate, key } = layCertificate(folder, 'first')
    return { TERATAI_TLS_CERT: certificate, TERATAI_TLS_KEY: key }
  }

  it('answers over HTTPS at its address, and over nothing else', async () => {
    const port = await sparePort()
    const address = `https://localhost:${port}`
    const server = await life.started({ PORT: String(port), TERATAI_URL: address, ...files() })
    expect(await ask(port, '/health')).toMatchObject({
      status: 200,
      strict: expect.stringMatching(/^max-age=\d{7,}/),
    })
    expect(await ask(port, '/api/v1/people')).toMatchObject({ status: 401 })
    expect(server.output()).toContain(`${address}/enrol#`)
    await expect(fetch(`http://localhost:${port}/health`)).rejects.toThrow()
    server.signal('SIGINT')
    expect(await server.ended).toBe(0)
  })

  it('does not start with a key that is not its certificate’s, and says so in one line', async () => {
    const environment = files()
    writeFileSync(environment.TERATAI_TLS_KEY, readFileSync(certificatePath('second', 'key')))
    const server = await life.start({ TERATAI_URL: 'https://localhost', ...environment })
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(
      /^Teratai: TERATAI_TLS_CERT and TERATAI_TLS_KEY are no certificate and its key;.*\n$/,
    )
  })
})
