import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noDatabase } from '#tests/fakes/no-database.ts'
import { certificatePath, layCertificate } from '#tests/builders/certificates/certificate-files.ts'
import { scratchFolder } from '#tests/scratch-folder.ts'
import { buildApp } from '#server/app.ts'
import { certificateTrouble, keepCertificate, readCertificate } from './certificate.ts'

const deps = {
  puskesmasId: '0190a000-0000-7000-8000-000000000001',
  address: 'https://teratai.example',
  now: () => 0,
  database: noDatabase,
}

describe('certificates', () => {
  let folder: string
  beforeEach(() => {
    folder = scratchFolder('certificate')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('serves over TLS, a renewed certificate without a restart, and never one whose key is another’s', async () => {
    const files = layCertificate(folder, 'first')
    const app = await buildApp({ ...deps, tls: readCertificate(files) })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const logged: string[] = []
    const watch = keepCertificate(app.server, files, ({ event }) => logged.push(event))
    try {
      expect(await ask(port, 'first')).toMatchObject({ status: 200, subject: 'teratai test first' })
      watch.look()
      expect(logged).toEqual([])

      copyFileSync(certificatePath('second', 'cert'), files.certificate)
      watch.look()
      watch.look()
      expect(logged).toEqual(['certificateUnusable'])
      expect(await ask(port, 'first')).toMatchObject({ subject: 'teratai test first' })

      copyFileSync(certificatePath('second', 'key'), files.key)
      watch.look()
      expect(logged).toEqual(['certificateUnusable', 'certificateRenewed'])
      expect(await ask(port, 'second')).toMatchObject({ status: 200, subject: 'teratai test second' })
      await expect(ask(port, 'second', 'TLSv1.1')).rejects.toThrow()
    } finally {
      watch.end()
      await app.close()
    }
  })

  it.each([
    ['a file that is not there', 'TERATAI_TLS_KEY: the file', (path: string) => rmSync(path)],
    ['the key of another', 'are no certificate and its key', otherKey],
    ['no key at all', 'are no certificate and its key', (path: string) => writeFileSync(path, 'key')],
  ])('refuses %s in one line', (_what, message, spoil) => {
    const files = layCertificate(folder, 'first')
    spoil(files.key)
    expect(() => readCertificate(files)).toThrow(message)
  })

  it('says what phones would refuse', () => {
    const tls = readCertificate(layCertificate(folder, 'first'))
    const at = (year: number) => Date.UTC(year, 5, 1)
    expect(certificateTrouble(tls, 'https://teratai.example', at(2026))).toBeUndefined()
    expect(certificateTrouble(tls, 'https://other.example', at(2026))).toContain('not for other.example')
    expect(certificateTrouble(tls, 'https://teratai.example', at(2019))).toContain('not valid yet')
    expect(certificateTrouble(tls, 'https://teratai.example', at(2120))).toContain('has run out')
  })
})

const otherKey = (path: string) => copyFileSync(certificatePath('second', 'key'), path)

/** Asks for `/health` over a connection of its own, trusting one test certificate alone. */
function ask(port: number, trusted: 'first' | 'second', maxVersion: 'TLSv1.3' | 'TLSv1.1' = 'TLSv1.3') {
  const agent = new Agent({ keepAlive: false })
  const ca = readFileSync(certificatePath(trusted, 'cert'))
  const options = { host: '127.0.0.1', port, path: '/health', ca, servername: 'localhost', agent, maxVersion }
  const oldest = maxVersion === 'TLSv1.1' ? ({ minVersion: 'TLSv1.1' } as const) : {}
  return new Promise<{ status: number | undefined; subject: unknown }>((resolve, reject) => {
    get({ ...options, ...oldest }, (response) => {
      const { subject } = (response.socket as TLSSocket).getPeerCertificate()
      response.resume().on('end', () => resolve({ status: response.statusCode, subject: subject.CN }))
    }).on('error', reject)
  })
}
