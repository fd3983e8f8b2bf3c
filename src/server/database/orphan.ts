import { existsSync, readFileSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type OrphanOptions = {
  readonly data: string
  readonly ownerUrl: (port: number) => string
}

/** How long a server that was left behind gets to end in order, then at once; Teratai's own. */
const patience = { fast: 30_000, immediate: 10_000 } as const

/**
 * After a `kill -9` the PostgreSQL of this folder may still run without its Teratai: it is stopped in order. A
 * `postmaster.pid` of a machine that lost power is put aside when its number now belongs to another program.
 */
export async function clearOrphan({ data, ownerUrl }: OrphanOptions): Promise<void> {
  const left = readPidFile(data)
  if (!left) return
  if (!isAlive(left.pid)) {
    // Ended, but nobody has waited for it yet: to PostgreSQL its number still looks like a server that runs. What its
    // children may still be doing is guarded by their shared memory, which every new server asks for by the folder.
    if (isTaken(left.pid)) unlinkSync(join(data, 'postmaster.pid'))
    return
  }
  if (!(await isServerOf(data, left, ownerUrl))) {
    // Alive, but not a server on this folder: PostgreSQL itself would refuse to start because of the number.
    unlinkSync(join(data, 'postmaster.pid'))
    return
  }
  await end(left.pid, data)
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
  const status = `/proc/${pid}/stat`
  return !existsSync(status) || !/\) Z/.test(readFileSync(status, 'utf8'))
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Linux says what a process is; elsewhere the server itself is asked. */
async function isServerOf(data: string, { pid, port }: PidFile, ownerUrl: (port: number) => string) {
  const commandLine = `/proc/${pid}/cmdline`
  if (existsSync('/proc/self/cmdline')) {
    const words = existsSync(commandLine) ? readFileSync(commandLine, 'utf8').split('\0') : []
    return words.some((word) => /(^|\/)postgres$/.test(word)) && words.includes(data)
  }
  const client = new pg.Client({ connectionString: ownerUrl(port), connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === data
  } catch (error) {
    // Our password was refused or nobody listens: another server, or none. A server that is only just starting
    // or stopping (class 57) is one, and PostgreSQL keeps its port to itself.
    return error instanceof pg.DatabaseError && error.code?.startsWith('57') === true
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function end(pid: number, data: string): Promise<void> {
  const steps = [
    ['SIGINT', patience.fast],
    ['SIGQUIT', patience.immediate],
  ] as const
  for (const [signal, wait] of steps) {
    process.kill(pid, signal)
    if (await gone(pid, wait)) return
  }
  throw new Error(`a PostgreSQL (process ${pid}) still holds ${data} and does not end`)
}

async function gone(pid: number, wait: number): Promise<boolean> {
  for (let waited = 0; waited < wait; waited += 50) {
    if (!isAlive(pid)) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return !isAlive(pid)
}
