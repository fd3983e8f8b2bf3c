import { randomBytes } from 'node:crypto'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { clearOrphan } from './orphan.ts'
import { program } from './postgres-binaries.ts'
import { asPostgresUser, postgresUser } from './postgres-user.ts'

/** A PostgreSQL of our own: where its programs are, where its data goes, what its owner's password is. */
export type ClusterOptions = {
  readonly binaries: string
  /** Folder that holds `postgres` (the cluster) and `postgres.log`. */
  readonly folder: string
  readonly ownerPassword: string
  /** More settings of the server, such as `fsync=off` in tests. */
  readonly settings?: readonly string[]
}

/** A running cluster. `url(database)` is its owner's; `stop` waits until all is on disk. */
export type Cluster = {
  readonly port: number
  url(database: string): string
  stop(): Promise<void>
  /** Settles when the server process ends, for whatever reason. */
  readonly ended: Promise<void>
}

const ownerName = 'teratai_owner'
const logBytes = 5_000_000

/**
 * Server settings beside the defaults. It listens on this machine only. Its log never holds a statement, a
 * parameter or the detail of an error, which could be personal data.
 */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=40',
  'log_statement=none',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
]

/** Makes the cluster where there is none, clears what a killed server left behind, and starts it. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const data = join(options.folder, 'postgres')
  makeCluster(options, data)
  const stale = await clearOrphan({ data, ownerUrl: (port) => urlOf(options, port, 'postgres') })
  const port = await sparePort()
  const { child, ended } = await startWhenFree(options, { data, port, stale })
  return {
    port,
    ended,
    url: (database) => urlOf(options, port, database),
    stop: () => stopServer(options, data, child, ended),
  }
}

/** Where the owner of a cluster on this port reaches a database. */
export function urlOf(
  options: Pick<ClusterOptions, 'ownerPassword'>,
  port: number,
  database: string,
): string {
  return `postgresql://${ownerName}:${encodeURIComponent(options.ownerPassword)}@127.0.0.1:${port}/${database}`
}

/** Made under another name and renamed, so that a start cut short leaves no half of a cluster. */
function makeCluster({ binaries, folder, ownerPassword }: ClusterOptions, data: string): void {
  if (existsSync(data)) return
  clearUnfinished(folder)
  // A name of its own: the `initdb` of a start that was killed may still be writing.
  const name = `${unfinished}${randomBytes(4).toString('hex')}`
  const fresh = join(folder, name)
  const passwordFile = join(folder, `${name}.password`)
  const user = postgresUser()
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, `${ownerPassword}\n`, { mode: 0o600 })
  if (user) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid)
  const args = [
    `--pgdata=${fresh}`,
    `--username=${ownerName}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--lc-messages=C',
  ]
  const initdb = program(binaries, 'initdb')
  const command = asPostgresUser(user, [initdb, fresh], initdb, args)
  const made = spawnSync(command.file, command.args, { ...command.as, encoding: 'utf8', windowsHide: true })
  unlinkSync(passwordFile)
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    throw new Error(`PostgreSQL could not be set up: ${lastLine(made.stderr || made.error?.message || '')}`)
  }
  renameSync(fresh, data)
}

const unfinished = 'postgres.new.'

function clearUnfinished(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => one.startsWith(unfinished))) {
    try {
      rmSync(join(folder, name), { recursive: true, force: true })
    } catch {
      // Still being written to; the next start takes it away.
    }
  }
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? ''

type Start = {
  readonly data: string
  readonly port: number
  /** A number in `postmaster.pid` that is taken, though not by a server on this folder. */
  readonly stale: number | undefined
}

/** How long the children of a PostgreSQL that was killed get to end, ms; Teratai's own. */
const patience = 30_000

/**
 * Children of a PostgreSQL that was killed find out by themselves, and hold its memory until then: so long every new
 * one refuses to start.
 */
async function startWhenFree(options: ClusterOptions, start: Start) {
  const { port } = start
  const log = join(options.folder, 'postgres.log')
  if (existsSync(log) && statSync(log).size > logBytes) truncateSync(log)
  for (let waited = 0; ; waited += 200) {
    const logged = existsSync(log) ? statSync(log).size : 0
    const child = startServer(options, start)
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    if (await isReady(urlOf(options, port, 'postgres'), child)) return { child, ended }
    const said = readFileSync(log).subarray(logged).toString('utf8')
    const isHeld = said.includes('pre-existing shared memory block')
    if (!isHeld || waited >= patience) throw new Error(`PostgreSQL did not start${whyOf(said)}; see ${log}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function whyOf(said: string): string {
  const [why] = /(?<=FATAL: {2}).+/.exec(said) ?? []
  return why ? ` (${why})` : ''
}

function startServer(options: ClusterOptions, { data, port, stale }: Start): ChildProcess {
  const log = join(options.folder, 'postgres.log')
  const out = openSync(log, 'a', 0o600)
  const all = [...settings, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting])
  const postgres = program(options.binaries, 'postgres')
  const command = asPostgresUser(postgresUser(), [postgres, data], postgres, [
    '-D',
    data,
    '-p',
    String(port),
    ...all,
  ])
  const child = spawn(command.file, command.args, {
    ...command.as,
    // By this PostgreSQL takes a number in its lock file for one of an earlier start. All else it still checks itself:
    // another number in the file, and whether anything holds the memory that the file names.
    env: { ...process.env, ...(stale !== undefined && { PG_GRANDPARENT_PID: String(stale) }) },
    // A session of its own: Ctrl-C in the terminal goes to Teratai, which stops it in order.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', out, out],
  })
  closeSync(out)
  return child
}

const runs = (child: ChildProcess) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

/** Waits while the server lives, however long it has to recover; `false` when it ends instead. */
async function isReady(url: string, child: ChildProcess): Promise<boolean> {
  while (runs(child)) {
    if (await accepts(url)) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function stopServer(
  options: ClusterOptions,
  data: string,
  child: ChildProcess,
  ended: Promise<void>,
): Promise<void> {
  if (runs(child)) {
    // Fast shutdown: ends connections, rolls back what is open, writes everything out.
    if (process.platform === 'win32') {
      spawnSync(program(options.binaries, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w'], {
        windowsHide: true,
      })
    } else child.kill('SIGINT')
  }
  await ended
}

/** A port of this machine that nobody listens on. */
export async function sparePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no spare port')
  return address.port
}
