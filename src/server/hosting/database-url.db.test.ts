import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { asOwner } from '#server/database/prepare-database.ts'
import { testServers } from '#tests/fresh-database.ts'
import { adminPassword, logInAsAdmin, openLife } from '#tests/life.ts'

// Real processes on a busy machine; how long they take is not what is tested.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let life: ReturnType<typeof openLife>

beforeEach(() => {
  life = openLife()
})
afterEach(() => life.close())

describe.each(testServers())('a server with DATABASE_URL on $name', ({ ownerUrl }) => {
  const name = 'teratai_by_url'
  const asSuperuser = (...statements: readonly string[]) =>
    asOwner(Object.assign(new URL(ownerUrl), { pathname: '/postgres' }).href, async (queries) => {
      for (const statement of statements) await queries.query(statement)
    })
  /** Of a user that owns the database and may make roles, no more. */
  const url = Object.assign(new URL(ownerUrl), { username: name, password: name, pathname: `/${name}` }).href

  it('starts nothing embedded, needs no superuser, and finds everything again with another data folder', async () => {
    await asSuperuser(
      `create role ${name} login createrole password '${name}'`,
      `create database ${name} owner ${name}`,
    )
    const first = await life.started({ DATABASE_URL: url, TERATAI_ADMIN_PASSWORD: adminPassword })
    expect((await logInAsAdmin(first)).status).toBe(200)
    expect(existsSync(join(life.data(), 'postgres'))).toBe(false)
    first.signal('SIGINT')
    expect(await first.ended).toBe(0)
    expect(first.output()).not.toContain('keysMissing')
    const other = join(life.folder(), 'other')
    // Another folder lacks the key that the database is sealed under: nothing goes on without it, and nothing is made.
    const second = await life.start({ DATABASE_URL: url, TERATAI_DATA: other })
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(
      /^Teratai: keys\.json in \S+other lacks the key under which this database is sealed; .* \(keysMissing\)\n$/,
    )
    expect(existsSync(join(other, 'keys.json'))).toBe(false)
    const run = (script: string, ...args: readonly string[]) =>
      promisify(execFile)(process.execPath, [`scripts/${script}.ts`, ...args], {
        env: { PATH: process.env.PATH, DATABASE_URL: url, TERATAI_DATA: other },
      })
    const file = join(life.folder(), 'by-url.backup')
    await expect(run('backup', file)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Teratai: keys\.json in \S+other lacks keys .* \(keysMissing\)\n$/),
    })
    expect(readdirSync(life.folder()).filter((name) => name.startsWith('by-url'))).toEqual([])
    const brought = await run('surat', '--keys-from', join(life.data(), 'keys.json'))
    expect(brought.stdout).toContain('tidak ada yang kurang')
    const third = await life.started({ DATABASE_URL: url, TERATAI_DATA: other })
    expect((await logInAsAdmin(third)).status).toBe(200)
    third.signal('SIGINT')
    await third.ended
    await run('backup', file)
    await run('surat', '--new-keys')
    rmSync(join(other, 'keys.json'))
    await expect(run('surat', '--new-keys')).rejects.toMatchObject({
      stderr: expect.stringContaining('keysMissing'),
    })
    expect((await run('surat', '--keys-lost')).stdout).toMatch(/^Kunci nomor \d+ dinyatakan hilang/)
    // Pairs can be given up, the key of the database cannot.
    await expect(run('backup', join(life.folder(), 'by-url-lost.backup'))).rejects.toMatchObject({
      stderr: expect.stringContaining('lacks the key under which the database is sealed'),
    })
    await run('surat', '--keys-from', join(life.data(), 'keys.json'))
    await run('backup', join(life.folder(), 'by-url-lost.backup'))
    await asSuperuser(`drop database ${name} with (force)`)
  })

  it('refuses a user that may not make roles, in one line', async () => {
    await asSuperuser(
      `create role ${name}_2 login password '${name}'`,
      `create database ${name}_2 owner ${name}_2`,
    )
    const weak = Object.assign(new URL(url), { username: `${name}_2`, pathname: `/${name}_2` }).href
    const server = await life.start({ DATABASE_URL: weak })
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(
      /^Teratai: DATABASE_URL: this user may not .* must own the database and have CREATEROLE\n$/,
    )
    await asSuperuser(`drop database ${name}_2 with (force)`)
  })

  it.each([
    ['a wrong password', { password: 'wrong' }, /PostgreSQL refuses this user or password/],
    ['no database', { pathname: '/nowhere' }, /there is no such database; create it first/],
    ['no server', { port: '1' }, /no PostgreSQL answers there \(ECONNREFUSED\)/],
  ])('refuses %s in one line', async (_what, wrong, line) => {
    const bad = Object.assign(new URL(ownerUrl), wrong).href
    const server = await life.start({ DATABASE_URL: bad })
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(line)
    expect(server.output().split('\n')).toHaveLength(2)
    expect(existsSync(life.data())).toBe(false)
  })

  it('refuses what is no PostgreSQL in one line', async () => {
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const server = await life.start({ DATABASE_URL: `postgresql://a:b@127.0.0.1:${port}/c` })
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(/^Teratai: DATABASE_URL: no PostgreSQL answers there \(.+\)\n$/)
    other.close()
  })
})
