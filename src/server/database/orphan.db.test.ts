import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { scratchFolder } from '#tests/scratch-folder.ts'
import { type Cluster, sparePort, startCluster, urlOf } from './cluster.ts'
import { clearOrphan, isAlive } from './orphan.ts'
import { embeddedBinaries, program } from './postgres-binaries.ts'
import { asPostgresUser, postgresUser } from './postgres-user.ts'

// Real processes on a busy machine; how long they take is not what is tested.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

const ownerPassword = 'owner of tests'
const binaries = embeddedBinaries()
let folder: string
let running: Cluster[]
let strangers: ChildProcess[]

beforeEach(async () => {
  folder = scratchFolder('orphan')
  running = []
  strangers = []
  const made = await start()
  await asOwner(made, `create table kept (n int)`, 'insert into kept values (42)')
  await made.stop()
})
afterEach(async () => {
  for (const stranger of strangers) stranger.kill('SIGKILL')
  for (const cluster of running) await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

const dataIn = (of = folder) => join(of, 'postgres')
const pidFile = (of = folder) => join(dataIn(of), 'postmaster.pid')
const pidIn = (of = folder) => Number(readFileSync(pidFile(of), 'utf8').split('\n')[0])
const nobody = (port: number) => `postgresql://nobody@127.0.0.1:${port}/postgres`

async function start(of = folder): Promise<Cluster> {
  const cluster = await startCluster({ binaries, folder: of, ownerPassword })
  running.push(cluster)
  return cluster
}

async function asOwner(cluster: Cluster, ...statements: readonly string[]) {
  const client = new pg.Client({ connectionString: cluster.url('postgres') })
  client.on('error', () => undefined)
  await client.connect()
  let rows: unknown[] = []
  for (const statement of statements) rows = (await client.query(statement)).rows
  await client.end()
  return rows
}

const expectWhole = async (cluster: Cluster) =>
  expect(await asOwner(cluster, 'select n from kept')).toEqual([{ n: 42 }])

/** A PostgreSQL whose parent waits for no child, so that it stays in the table of processes when it is killed. */
async function startUnwaited(): Promise<{ pid: number; url: string }> {
  const postgres = program(binaries, 'postgres')
  const port = await sparePort()
  const script = `"$0" -D "$1" -p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= >/dev/null 2>&1 & exec sleep 100000`
  const command = asPostgresUser(postgresUser(), [postgres, dataIn()], '/bin/sh', [
    '-c',
    script,
    postgres,
    dataIn(),
  ])
  strangers.push(spawn(command.file, command.args, { ...command.as, stdio: 'ignore' }))
  const url = urlOf({ ownerPassword }, port, 'postgres')
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    const isUp = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => undefined)
    if (isUp) return { pid: pidIn(), url }
    await pause()
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20))

async function killed(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  while (isAlive(pid)) await pause()
  // Nobody has waited for it: the number is still taken.
  process.kill(pid, 0)
}

/** Some other program that runs as PostgreSQL's user. */
function startStranger(): number {
  const command = asPostgresUser(postgresUser(), [], 'sleep', ['100000'])
  const child = spawn(command.file, command.args, { ...command.as, stdio: 'ignore' })
  strangers.push(child)
  return child.pid ?? 0
}

function leavePidFile(pid: number, of = folder): string {
  const text = `${pid}\n${dataIn(of)}\n1790000000\n1\n\n127.0.0.1\n\nready\n`
  writeFileSync(pidFile(of), text)
  chmodSync(pidFile(of), 0o644)
  return text
}

it('starts though nobody has waited for the PostgreSQL that was killed, and takes nothing away itself', async () => {
  const { pid } = await startUnwaited()
  await killed(pid)
  const left = readFileSync(pidFile(), 'utf8')
  expect(await clearOrphan({ data: dataIn(), ownerUrl: nobody })).toBe(pid)
  expect(readFileSync(pidFile(), 'utf8')).toBe(left)
  await expectWhole(await start())
  expect(pidIn()).not.toBe(pid)
})

it('lets no second server in while a child of the killed one lives, though nobody has waited for that one', async () => {
  const { pid, url } = await startUnwaited()
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const child = rows[0]?.pid ?? 0
  process.kill(child, 'SIGSTOP')
  await killed(pid)
  const log = join(folder, 'postgres.log')
  const starting = start()
  try {
    while (!existsSync(log) || !readFileSync(log, 'utf8').includes('pre-existing shared memory block'))
      await pause()
    expect(isAlive(child)).toBe(true)
  } finally {
    process.kill(child, 'SIGCONT')
  }
  await expectWhole(await starting)
  await client.end().catch(() => undefined)
})

it('is not kept from starting by a number that another program has now, and leaves that alone', async () => {
  const stranger = startStranger()
  const left = leavePidFile(stranger)
  expect(await clearOrphan({ data: dataIn(), ownerUrl: nobody })).toBe(stranger)
  expect(readFileSync(pidFile(), 'utf8')).toBe(left)
  await expectWhole(await start())
  expect(isAlive(stranger)).toBe(true)
})

it('leaves the PostgreSQL of another folder alone, whose number stands in this one', async () => {
  const other = scratchFolder('orphan-other')
  try {
    await start(other)
    leavePidFile(pidIn(other))
    await expectWhole(await start())
    expect(isAlive(pidIn(other))).toBe(true)
    await running.shift()?.stop()
  } finally {
    rmSync(other, { recursive: true, force: true })
  }
})

it('finds the server of a folder that was renamed under it, and ends it before it starts another', async () => {
  const first = await start()
  const pid = pidIn()
  const renamed = `${folder}-renamed`
  renameSync(folder, renamed)
  try {
    const second = await start(renamed)
    expect(isAlive(pid)).toBe(false)
    await first.ended
    await expectWhole(second)
    await second.stop()
  } finally {
    renameSync(renamed, folder)
  }
})

it('finds the server that came meanwhile, though it was told of the number of the one before', async () => {
  const { pid } = await startUnwaited()
  await killed(pid)
  const meanwhile = await start()
  const command = asPostgresUser(postgresUser(), [], program(binaries, 'postgres'), [
    '-D',
    dataIn(),
    '-p',
    '1',
  ])
  const late = spawn(command.file, command.args, {
    ...command.as,
    env: { ...process.env, PG_GRANDPARENT_PID: String(pid) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  late.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const [code] = await once(late, 'close')
  expect(code).toBe(1)
  expect(said).toContain('lock file "postmaster.pid" already exists')
  await expectWhole(meanwhile)
})

it('does not take a program for the server that only works in its folder', async () => {
  const command = asPostgresUser(postgresUser(), [], 'sleep', ['100000'])
  const child = spawn(command.file, command.args, { ...command.as, cwd: dataIn(), stdio: 'ignore' })
  strangers.push(child)
  leavePidFile(child.pid ?? 0)
  await expectWhole(await start())
  expect(isAlive(child.pid ?? 0)).toBe(true)
  expect(execFileSync('ps', ['-o', 'comm=', '-p', String(child.pid)], { encoding: 'utf8' })).toContain(
    'sleep',
  )
})
