import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type OrphanOptions = {
  readonly data: string
  readonly ownerUrl: (port: number) => string
}

/** How long a server that was left behind gets to end in order, then at once; Teratai's own. */
const patience = { fast: 30_000, immediate: 10_000 } as const

/**
 * After a `kill -9` the PostgreSQL of this folder may still run without its Teratai: it is stopped in order. Gives the
 * process number in `postmaster.pid` where that looks taken to PostgreSQL but runs no server on this folder: a server
 * that ended and that nobody has waited for, or, after a power loss, some other program. Whoever starts the next
 * server tells it of this number. The file is never touched here: PostgreSQL alone puts it aside, after it has made
 * sure that nothing holds the memory that the file names. Throws where it cannot be told what the process is.
 */
export async function clearOrphan(options: OrphanOptions): Promise<number | undefined> {
  const { data } = options
  const left = readPidFile(data)
  if (!left || !isTaken(left.pid)) return undefined
  const found = await whatIs(options, left)
  if (found === 'unknown')
    throw new Error(`process ${left.pid} may be a PostgreSQL that runs on ${data}; end it first`)
  if (found === 'itsServer') await end(options, left)
  return left.pid
}

type PidFile = { readonly pid: number; readonly port: number }

/** Line 1 is the process, line 4 the port. */
function readPidFile(data: string): PidFile | undefined {
  const path = join(data, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  const lines = readFileSync(path, 'utf8').split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  return Number.isInteger(pid) && pid > 0 ? { pid, port } : undefined
}

/** Whether a process of this number runs. One that ended and that nobody waited for (`Z`) does not. */
export function isAlive(pid: number): boolean {
  if (!isTaken(pid)) return false
  const [state] = readProcess(pid, 'stat')?.split(') ').at(-1) ?? []
  return state === undefined || !/[ZX]/.test(state)
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** What Linux says of a process; `undefined` elsewhere, of one that is gone, and of one that is hidden. */
function readProcess(pid: number, what: 'stat' | 'cmdline'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch {
    return undefined
  }
}

/** `none`: no server on this folder, for certain. */
type Found = 'itsServer' | 'none' | 'unknown'

/** Linux says what a process is; elsewhere the server itself is asked. */
async function whatIs({ data, ownerUrl }: OrphanOptions, { pid, port }: PidFile): Promise<Found> {
  if (!isAlive(pid)) return 'none'
  return existsSync('/proc/self/stat') ? whatLinuxSays(pid, data) : whatItAnswers(ownerUrl(port), data)
}

/**
 * A PostgreSQL works inside its data folder, whatever the folder was called when it started. Where that is closed to
 * us, its command line tells the folder as it was called.
 */
function whatLinuxSays(pid: number, data: string): Found {
  const words = readProcess(pid, 'cmdline')?.split('\0')
  if (!words) return isAlive(pid) ? 'unknown' : 'none'
  if (!/(^|\/)postgres$/.test(words[0] ?? '')) return 'none'
  const inside = worksIn(pid, data)
  if (inside !== undefined) return inside ? 'itsServer' : 'none'
  return words.includes(data) ? 'itsServer' : 'unknown'
}

function worksIn(pid: number, data: string): boolean | undefined {
  try {
    const [its, own] = [statSync(`/proc/${pid}/cwd`), statSync(data)]
    return its.dev === own.dev && its.ino === own.ino
  } catch {
    return undefined
  }
}

async function whatItAnswers(url: string, data: string): Promise<Found> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === data ? 'itsServer' : 'none'
  } catch (error) {
    // Just starting or stopping: a server that has this port and keeps it to itself.
    if (error instanceof pg.DatabaseError && error.code?.startsWith('57')) return 'itsServer'
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ECONNREFUSED' ? 'none' : 'unknown'
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function end(options: OrphanOptions, left: PidFile): Promise<void> {
  const steps = [
    ['SIGINT', patience.fast],
    ['SIGQUIT', patience.immediate],
  ] as const
  for (const [signal, wait] of steps) {
    // Its number may have gone to another program while it was waited for.
    if ((await whatIs(options, left)) !== 'itsServer') return
    process.kill(left.pid, signal)
    if (await gone(left.pid, wait)) return
  }
  throw new Error(`a PostgreSQL (process ${left.pid}) still holds ${options.data} and does not end`)
}

async function gone(pid: number, wait: number): Promise<boolean> {
  for (let waited = 0; waited < wait; waited += 50) {
    if (!isAlive(pid)) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return !isAlive(pid)
}
