import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { asOwner } from '#server/database/prepare-database.ts'
import { blankDatabase } from '#tests/builders/blank-database.ts'
import { networkPhone } from '#tests/builders/network-phone.ts'
import { testServers } from '#tests/fresh-database.ts'
import { adminPassword, logInAsAdmin, openLife, ownerUrlOf, printedCode, send } from '#tests/life.ts'
import type { Environment, ServerProcess } from '#tests/server-process.ts'

// Real processes on a busy machine; how long they take is not what is tested.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let life: ReturnType<typeof openLife>
const phones: Awaited<ReturnType<typeof networkPhone>>[] = []
beforeEach(() => {
  life = openLife()
})
afterEach(async () => {
  for (const phone of phones.splice(0)) phone.close()
  await life.close()
})

/** An enrolled phone of the one kader; the second and later ones by codes that the admin makes. */
async function phoneOf(server: ServerProcess, code = printedCode(server)) {
  const phone = await networkPhone(server, code)
  phones.push(phone)
  return phone
}

async function anotherCode(server: ServerProcess): Promise<string> {
  const { cookie } = await logInAsAdmin(server)
  const answer = await fetch(`${server.url}/api/v1/accounts`, { headers: { cookie } })
  const { accounts } = (await answer.json()) as { accounts: { id: string; role: string }[] }
  const accountId = accounts.find(({ role }) => role === 'kader')?.id
  return (await send(server, '/api/v1/enrolment-codes', { accountId }, cookie)).body.code
}

/** As a machine is switched off in order: nothing of it writes any more. */
async function stop(server: ServerProcess): Promise<void> {
  server.signal('SIGINT')
  await server.ended
}

/** Every file with its owner, mode and time, as a snapshot of a disk has them. */
const copyDisk = (from: string, to: string) => execFileSync('cp', ['-a', from, to])

/** Every person that the puskesmas has, by name. */
const namesAt = (ownerUrl: string) =>
  asOwner(ownerUrl, async (queries) => {
    // Row-level security binds an owner, too, who is no superuser.
    await queries.query(
      `select set_config('app.puskesmas_id', puskesmas_id::text, false), set_config('app.posyandu', 'all', false)
       from installation`,
    )
    const rows = await queries.query<{ name: string }>(
      `select state -> 'once' ->> 'name' as name from record where kind = 'person' order by 1`,
    )
    return rows.map(({ name }) => name)
  })

describe('a disk snapshot of a stopped server', () => {
  it('RS1, RS3: put back after more pushes, phones notice and send again, and nothing is lost (lesson 18)', async () => {
    const server = await life.started({ TERATAI_ADMIN_PASSWORD: adminPassword })
    const [one, other] = [await phoneOf(server), await phoneOf(server, await anotherCode(server))]
    await one.save('Ani', 'Budi')
    await one.sync(server)
    await stop(server)
    const snapshot = join(life.folder(), 'snapshot')
    copyDisk(life.data(), snapshot)

    const again = await life.started()
    await one.save('Citra')
    await one.sync(again)
    await other.save('Dewi', 'Eka')
    await other.sync(again)
    await one.sync(again)
    expect(await one.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
    expect(await other.names()).toEqual(['Ani', 'Budi', 'Citra', 'Dewi', 'Eka'])
    await stop(again)
    rmSync(life.data(), { recursive: true })
    copyDisk(snapshot, life.data())

    const restored = await life.started()
    const url = ownerUrlOf(life.data())
    expect(await namesAt(url)).toEqual(['Ani', 'Budi'])
    await other.save('Fitri')
    // Whoever hears first that the puskesmas went back sends again; the next exchange brings what the others sent.
    for (const phone of [other, one, other, one]) expect(await phone.sync(restored)).toEqual({ ok: true })
    const all = ['Ani', 'Budi', 'Citra', 'Dewi', 'Eka', 'Fitri']
    expect(await namesAt(url)).toEqual(all)
    expect([await one.names(), await other.names()]).toEqual([all, all])
    expect(await one.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
    expect(await other.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
  })
})

/** A command as somebody types it, in a process of its own. */
const npmRun = (script: string, environment: Environment, ...args: readonly string[]) =>
  promisify(execFile)('npm', ['run', '--silent', script, '--', ...args], {
    env: { PATH: process.env.PATH, HOME: life.folder(), ...environment },
  })

describe.each(testServers())('npm run backup and npm run restore on $name', (server) => {
  const blanks: Awaited<ReturnType<typeof blankDatabase>>[] = []
  afterEach(async () => {
    await life.stopAll()
    for (const blank of blanks.splice(0)) await blank.drop()
  })

  /** A place for a puskesmas: a data folder, and a database of its own where it is not the embedded one. */
  async function place(name: string) {
    const data = join(life.folder(), name)
    if (server.name === 'embedded')
      return { environment: { TERATAI_DATA: data }, data, url: () => ownerUrlOf(data) }
    const blank = await blankDatabase(server)
    blanks.push(blank)
    return { environment: { TERATAI_DATA: data, DATABASE_URL: blank.url }, data, url: () => blank.url }
  }

  it('bring the puskesmas back on another disk, keys included: what was sealed to it opens, what came since comes again (lesson 18)', async () => {
    const old = await place('old')
    const first = await life.started(old.environment)
    const phone = await phoneOf(first)
    await phone.save('Ani')
    await phone.sync(first)
    await phone.save('Budi')
    const surat = join(life.folder(), 'budi.surat')
    writeFileSync(surat, await phone.suratJalan())

    const folder = join(life.folder(), 'backups')
    mkdirSync(folder)
    const { stdout } = await npmRun('backup', old.environment, folder)
    const [name = ''] = readdirSync(folder)
    expect(stdout).toContain(join(folder, name))
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    await phone.save('Citra')
    await phone.sync(first)
    expect(await phone.store.balance()).toMatchObject({ received: 3, waiting: 0 })
    await stop(first)

    const fresh = await place('fresh')
    const report = await npmRun('restore', fresh.environment, join(folder, name))
    expect(report.stdout).toContain('1 records, 1 phones, ')
    const keys = (data: string) => JSON.parse(readFileSync(join(data, 'keys.json'), 'utf8'))
    expect(keys(fresh.data)).toEqual(keys(old.data))
    expect(statSync(join(fresh.data, 'keys.json')).mode & 0o777).toBe(0o600)

    const second = await life.started(fresh.environment)
    const balasan = join(life.folder(), 'budi.balasan')
    const taken = await npmRun('surat', fresh.environment, surat, '--balasan', balasan)
    expect(taken.stdout).toMatch(/^ +1 {2}Baru diterima$/m)
    expect(await namesAt(fresh.url())).toEqual(['Ani', 'Budi'])
    expect(await phone.takeBalasan(readFileSync(balasan, 'utf8'))).toMatchObject({ ok: true })
    expect(await phone.sync(second)).toEqual({ ok: true })
    expect(await namesAt(fresh.url())).toEqual(['Ani', 'Budi', 'Citra'])
    expect(await phone.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
  })
})
