import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig, StartRefusal } from './config.ts'

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: 'localhost',
      address: undefined,
      move: 'refused',
      data: resolve('data'),
      databaseUrl: undefined,
      adminPassword: undefined,
      demo: 'asStored',
      tls: undefined,
      proxies: undefined,
    })
  })

  it('takes the files of a certificate, whose name is that of the address', () => {
    const tls = { TERATAI_TLS_CERT: 'a/chain.pem', TERATAI_TLS_KEY: '/etc/key.pem' }
    expect(readConfig({ ...tls, TERATAI_URL: 'https://teratai.example' }).tls).toEqual({
      certificate: resolve('a/chain.pem'),
      key: '/etc/key.pem',
    })
    expect(() => readConfig(tls)).toThrow('TERATAI_URL is no https address')
    expect(() => readConfig({ ...tls, TERATAI_URL: 'http://localhost:3000' })).toThrow('TERATAI_URL')
    const half = { TERATAI_TLS_CERT: 'chain.pem', TERATAI_URL: 'https://teratai.example' }
    expect(() => readConfig(half)).toThrow('TERATAI_TLS_KEY is not set')
  })

  it('takes addresses and networks of proxies', () => {
    const { proxies } = readConfig({ TERATAI_PROXY: '127.0.0.1, 10.1.0.0/16,fd00::/8' })
    const asked = ['127.0.0.1', '127.0.0.2', '10.1.200.3', '10.2.0.1'].map((one) => proxies?.check(one))
    expect(asked).toEqual([true, false, true, false])
    expect(proxies?.check('fd12::1', 'ipv6')).toBe(true)
  })

  it('takes what is allowed', () => {
    const config = readConfig(
      {
        PORT: '65535',
        HOST: '0.0.0.0',
        TERATAI_URL: 'https://teratai.example/',
        DATABASE_URL: 'postgresql://teratai:secret@db/teratai',
        TERATAI_ADMIN_PASSWORD: '12345678',
        TERATAI_DEMO: '0',
      },
      ['--move'],
    )
    expect(config).toMatchObject({
      port: 65_535,
      host: '0.0.0.0',
      address: 'https://teratai.example',
      move: 'allowed',
      adminPassword: '12345678',
      demo: 'no',
    })
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', TERATAI_URL: ' ', TERATAI_ADMIN_PASSWORD: '' }).port).toBe(3000)
  })

  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', 'eighty'],
    ['PORT', '80.5'],
    ['HOST', 'no such host'],
    ['HOST', 'http://localhost'],
    ['TERATAI_URL', 'http://teratai.example'],
    ['TERATAI_URL', 'teratai.example'],
    ['TERATAI_URL', 'https://teratai.example/app'],
    ['TERATAI_URL', 'https://user:secret@teratai.example'],
    ['TERATAI_PROXY', 'proxy.example'],
    ['TERATAI_PROXY', '10.0.0.0/33'],
    ['TERATAI_PROXY', '10.0.0.0/8/8'],
    ['TERATAI_PROXY', '10.0.0.0/'],
    ['TERATAI_PROXY', '127.0.0.1,'],
    ['DATABASE_URL', 'mysql://localhost/teratai'],
    ['DATABASE_URL', 'postgresql://localhost'],
    ['DATABASE_URL', 'teratai'],
    ['TERATAI_ADMIN_PASSWORD', '1234567'],
    ['TERATAI_ADMIN_PASSWORD', 'x'.repeat(129)],
    ['TERATAI_DEMO', 'yes'],
  ])('refuses %s=%s in one line that names it', (name, value) => {
    const reading = () => readConfig({ [name]: value })
    expect(reading).toThrow(StartRefusal)
    expect(reading).toThrow(new RegExp(`^${name} [^\\n]*; allowed: [^\\n]+$`))
  })

  it('never repeats a secret', () => {
    expect(() => readConfig({ TERATAI_ADMIN_PASSWORD: 'hunter2' })).toThrow(/^(?!.*hunter2)/)
    expect(() => readConfig({ DATABASE_URL: 'pg://u:hunter2@db/x' })).toThrow(/^(?!.*hunter2)/)
  })

  it('refuses a data folder that is a file, and an unknown argument', () => {
    const folder = mkdtempSync(join(tmpdir(), 'teratai-config-'))
    writeFileSync(join(folder, 'file'), '')
    expect(() => readConfig({ TERATAI_DATA: join(folder, 'file') })).toThrow(/^TERATAI_DATA .*no folder/)
    rmSync(folder, { recursive: true })
    expect(() => readConfig({}, ['--mvoe'])).toThrow(/"--mvoe" is not known; allowed: --move/)
  })
})
