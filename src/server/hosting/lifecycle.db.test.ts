import { execFile, execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { isAlive } from '#server/database/orphan.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { sealContent } from '#server/records/sealed-content.ts'
import { joinVault } from '#server/sealing/data-key.ts'
import { newPublicKey } from '#tests/desk.ts'
import {
  adminPassword,
  logInAsAdmin,
  openLife,
  ownerUrlOf,
  postgresOf,
  printedCode,
  send,
} from '#tests/life.ts'
import type { ServerProcess } from '#tests/server-process.ts'

// Real processes on a busy machine; how long they take is not what is tested.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let life: ReturnType<typeof openLife>
/** A data folder after its first start, copied by the tests that need none of their own: `initdb` is slow. */
let pristine: ReturnType<typeof openLife>

const usePristine = () => execFileSync('cp', ['-a', pristine.data(), life.data()])

beforeAll(async () => {
  pristine = openLife()
  await pristine.started()
  await pristine.stopAll()
})
afterAll(() => pristine.close())
beforeEach(() => {
  life = openLife()
})
afterEach(() => life.close())

const posyanduNames = async (server: ServerProcess, cookie: string) => {
  const response = await fetch(`${server.url}/api/v1/posyandu`, { headers: { cookie } })
  return ((await response.json()) as { posyandu: { name: string }[] }).posyandu.map(({ name }) => name)
}

const enrol = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['scripts/enrol.ts', ...args], {
    env: { PATH: process.env.PATH, TERATAI_DATA: life.data() },
  })

const peopleIn = async (data: string) =>
  asOwner(ownerUrlOf(data), async (queries) => {
    const [row] = await queries.query<{ people: number }>(
      `select count(*)::int as people from record where kind = 'person'`,
    )
    return row?.people ?? 0
  })

describe('a server with its own PostgreSQL', () => {
  it('keeps all that it answered for through kill -9, and clears the PostgreSQL left behind', async () => {
    usePristine()
    const first = await life.started({ TERATAI_ADMIN_PASSWORD: adminPassword })
    const { cookie } = await logInAsAdmin(first)
    const enrolment = { code: printedCode(first), publicKey: newPublicKey(), appVersion: '0.1.0' }
    const enrolled = await send(first, '/api/v1/enrol', enrolment)
    expect(enrolled.status).toBe(200)
    const answered: string[] = []
    const writing = (async () => {
      for (let n = 1; ; n += 1) {
        const { status } = await send(first, '/api/v1/posyandu', { name: `Pos ${n}` }, cookie)
        if (status === 200) answered.push(`Pos ${n}`)
        if (n === 20) first.signal('SIGKILL')
      }
    })()
    await expect(writing).rejects.toThrow()
    expect(await first.ended).toBe('SIGKILL')
    const orphan = postgresOf(life.data()).pid
    expect(isAlive(orphan)).toBe(true)

    const second = await life.started()
    expect(isAlive(orphan)).toBe(false)
    const again = await logInAsAdmin(second)
    expect(again.status).toBe(200)
    expect(answered.length).toBeGreaterThanOrEqual(19)
    expect(await posyanduNames(second, again.cookie)).toEqual(expect.arrayContaining(answered))
    const repeated = await send(second, '/api/v1/enrol', enrolment)
    expect(repeated.body).toMatchObject({ deviceId: (enrolled.body as { deviceId: string }).deviceId })
  })

  it('stops in order on Ctrl-C, leaves nothing running, and finds everything again', async () => {
    usePristine()
    const first = await life.started()
    const password = /admin \/ (\S+)/.exec(first.output())?.[1] ?? ''
    const postgres = postgresOf(life.data()).pid
    first.signal('SIGINT')
    expect(await first.ended).toBe(0)
    expect(isAlive(postgres)).toBe(false)
    expect(existsSync(join(life.data(), 'teratai.lock'))).toBe(false)
    expect(existsSync(join(life.data(), 'postgres', 'postmaster.pid'))).toBe(false)
    const second = await life.started()
    expect((await logInAsAdmin(second, password)).status).toBe(200)
  })

  it('HD10: tries at its start again what was held, as after an upgrade', async () => {
    usePristine()
    const first = await life.started()
    const { body } = await send(first, '/api/v1/enrol', {
      code: printedCode(first),
      publicKey: newPublicKey(),
      appVersion: '0.1.0',
    })
    const { deviceId, posyandu } = body as { deviceId: string; posyandu: { id: string }[] }
    const id = randomUUID()
    const written = {
      number: 1,
      kind: 'person',
      id,
      time: 1,
      set: { posyanduId: posyandu[0]?.id, name: 'Siti' },
    }
    const vault = await joinVault({ ownerUrl: ownerUrlOf(life.data()), folder: life.data() })
    const content = sealContent(vault, deviceId, JSON.stringify(written))
    await asOwner(ownerUrlOf(life.data()), (queries) =>
      queries.query(
        `insert into mutation (puskesmas_id, device_id, number, content_hash, content, kind, record_id, outcome, code,
           received_at)
         select puskesmas_id, device_id, 1, $2, $3, 'person', $4, 'held', 'newerProtocol', now()
         from device where device_id = $1`,
        [deviceId, randomUUID(), content, id],
      ),
    )
    await life.stopAll()
    await life.started()
    await expect.poll(() => peopleIn(life.data()), { timeout: 60_000 }).toBe(1)
  })

  it('keeps its secrets to their owner', async () => {
    usePristine()
    await life.started()
    for (const name of [
      'owner.password',
      'application.password',
      'log-ins.txt',
      'keys.json',
      'teratai.lock',
      'postgres.log',
    ]) {
      expect(statSync(join(life.data(), name)).mode & 0o777, name).toBe(0o600)
    }
    expect(statSync(join(life.data(), 'postgres')).mode & 0o777).toBe(0o700)
  })

  it('refuses a second server on the folder, and a port that is taken, in one line', async () => {
    usePristine()
    const first = await life.started()
    const second = await life.start()
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(
      /^Teratai: another Teratai \(process \d+\) already runs on \S+; stop it first\n$/,
    )
    const elsewhere = await life.start({
      PORT: String(first.port),
      TERATAI_DATA: join(life.folder(), 'other'),
    })
    expect(await elsewhere.ended).toBe(1)
    expect(elsewhere.output()).toBe(
      `Teratai: PORT ${first.port} is taken by another program; choose another\n`,
    )
    expect(existsSync(join(life.folder(), 'other'))).toBe(false)
    expect((await fetch(`${first.url}/health`)).status).toBe(200)
  })

  it.each([
    [
      'while the cluster is made',
      () => readdirSync(life.data()).some((name) => name.startsWith('postgres.new.')),
    ],
    ['while PostgreSQL starts', () => existsSync(join(life.data(), 'postgres', 'postmaster.pid'))],
  ])('starts after a kill -9 %s', async (_when, reached) => {
    const first = await life.start()
    while (!existsSync(life.data()) || !reached()) await new Promise((resolve) => setTimeout(resolve, 5))
    first.signal('SIGKILL')
    await first.ended
    const second = await life.started()
    expect((await fetch(`${second.url}/health`)).status).toBe(200)
    expect(printedCode(second)).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  })

  it('waits for the children of a PostgreSQL that was killed with it', async () => {
    usePristine()
    const first = await life.started()
    const { pid } = postgresOf(life.data())
    const client = new pg.Client({ connectionString: ownerUrlOf(life.data()) })
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const child = rows[0]?.pid ?? 0
    process.kill(child, 'SIGSTOP')
    first.signal('SIGKILL')
    process.kill(pid, 'SIGKILL')
    await first.ended
    const log = join(life.data(), 'postgres.log')
    const second = await life.start()
    try {
      while (!readFileSync(log, 'utf8').includes('pre-existing shared memory block'))
        await new Promise((resolve) => setTimeout(resolve, 20))
    } finally {
      process.kill(child, 'SIGCONT')
    }
    await second.ready()
    expect((await fetch(`${second.url}/health`)).status).toBe(200)
    await client.end().catch(() => undefined)
  })

  it('makes the demo whole, also after a kill -9 in the middle of it', async () => {
    const demo = { TERATAI_DEMO: '1' }
    const first = await life.start(demo)
    while ((await peopleIn(life.data()).catch(() => 0)) < 100)
      await new Promise((resolve) => setTimeout(resolve, 20))
    first.signal('SIGKILL')
    await first.ended
    const second = await life.started(demo)
    expect(await peopleIn(life.data())).toBe(300)
    const [, password = ''] = /bidan \/ (\S+)/.exec(second.output()) ?? []
    const nakes = await send(second, '/api/v1/log-in', { loginName: 'bidan', password })
    expect(nakes.body).toMatchObject({
      account: { role: 'nakes' },
      puskesmas: { name: 'Puskesmas Rapak Mahang', demo: true },
      posyandu: [{ name: 'Posyandu Melati 2' }, { name: 'Posyandu Teratai 1' }],
    })
    const { body } = await send(second, '/api/v1/enrol', {
      code: printedCode(second),
      publicKey: newPublicKey(),
      appVersion: '0.1.0',
    })
    expect(body).toMatchObject({ posyandu: [{ name: 'Posyandu Teratai 1' }] })
  })

  it('prints another enrolment link beside the running server', async () => {
    usePristine()
    const server = await life.started()
    const code = /enrol#(\S+)/.exec((await enrol()).stdout)?.[1] ?? ''
    expect(code).not.toBe(printedCode(server))
    const enrolled = await send(server, '/api/v1/enrol', {
      code,
      publicKey: newPublicKey(),
      appVersion: '0.1.0',
    })
    expect(enrolled.body).toMatchObject({ person: { name: 'Kader 1', role: 'kader' } })
    const nowhere = promisify(execFile)(process.execPath, ['scripts/enrol.ts'], {
      env: { PATH: process.env.PATH, TERATAI_DATA: join(life.folder(), 'nowhere') },
    })
    await expect(nowhere).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Teratai: there is no data in /),
    })
    expect(existsSync(join(life.folder(), 'nowhere'))).toBe(false)
    await expect(enrol('Nobody')).rejects.toMatchObject({
      code: 1,
      stderr: 'Teratai: no active kader or nakes with a posyandu is called "Nobody"\n',
    })
  })

  it('fixes its address, and takes another only with --move', async () => {
    usePristine()
    const https = { TERATAI_URL: 'https://teratai.example' }
    const first = await life.started(https)
    expect(first.output()).toContain('https://teratai.example/enrol#')
    first.signal('SIGTERM')
    expect(await first.ended).toBe(0)
    const other = await life.start({ TERATAI_URL: 'https://moved.example' })
    expect(await other.ended).toBe(1)
    expect(other.output()).toMatch(/^Teratai: TERATAI_URL is https:\/\/moved\.example, but .* --move .*\n$/)
    const moved = await life.started({ TERATAI_URL: 'https://moved.example' }, ['--move'])
    moved.signal('SIGTERM')
    await moved.ended
    expect((await life.started()).output()).toContain('https://moved.example/enrol#')
  })

  it('takes a new password of the admin from the environment, once', async () => {
    usePristine()
    const first = await life.started({ TERATAI_ADMIN_PASSWORD: adminPassword })
    expect(first.output()).not.toContain(adminPassword)
    const { cookie } = await logInAsAdmin(first)
    const change = { current: adminPassword, password: 'changed at the desk' }
    expect((await send(first, '/api/v1/me/password', change, cookie)).status).toBe(200)
    first.signal('SIGINT')
    await first.ended
    const second = await life.started({ TERATAI_ADMIN_PASSWORD: adminPassword })
    expect((await logInAsAdmin(second, 'changed at the desk')).status).toBe(200)
    second.signal('SIGINT')
    await second.ended
    const third = await life.started({ TERATAI_ADMIN_PASSWORD: 'forgot the other' })
    expect((await logInAsAdmin(third, 'forgot the other')).status).toBe(200)
  })

  it('refuses to make a demo of a real puskesmas', async () => {
    usePristine()
    const first = await life.started()
    first.signal('SIGINT')
    await first.ended
    const second = await life.start({ TERATAI_DEMO: '1' })
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(/^Teratai: TERATAI_DEMO is 1, but \S+ holds a real puskesmas; .*\n$/)
  })
})
