import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { urlOf } from '#server/database/cluster.ts'
import { scratchFolder } from './scratch-folder.ts'
import { type Environment, type ServerProcess, startServerProcess } from './server-process.ts'

export const adminPassword = 'a password of tests'

/** A data folder and the real server processes that run on it, one after another or side by side. */
export function openLife() {
  const folder = scratchFolder('life')
  const running: ServerProcess[] = []
  const data = () => join(folder, 'data')

  /** Starts one with an empty puskesmas, without waiting for it. */
  async function start(environment: Environment = {}, args: readonly string[] = []) {
    const server = await startServerProcess({ TERATAI_DATA: data(), TERATAI_DEMO: '0', ...environment }, args)
    running.push(server)
    return server
  }

  async function stopAll(): Promise<void> {
    for (const server of running) {
      server.signal('SIGINT')
      await server.ended
    }
  }

  return {
    folder: () => folder,
    data,
    start,
    /** Starts one and waits until it is ready. */
    started: async (environment: Environment = {}, args: readonly string[] = []) => {
      const server = await start(environment, args)
      await server.ready()
      return server
    },
    stopAll,
    close: async () => {
      await stopAll()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Process and port of the embedded PostgreSQL of a data folder. */
export function postgresOf(data: string) {
  const lines = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

/** The embedded database of a data folder, as its owner reaches it. */
export const ownerUrlOf = (data: string) =>
  urlOf(
    { ownerPassword: readFileSync(join(data, 'owner.password'), 'utf8') },
    postgresOf(data).port,
    'teratai',
  )

export async function send(server: ServerProcess, path: string, body: object, cookie = '') {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    body: await response.json(),
    cookie: response.headers.get('set-cookie') ?? '',
  }
}

export async function logInAsAdmin(server: ServerProcess, password = adminPassword) {
  const answer = await send(server, '/api/v1/log-in', { loginName: 'admin', password })
  return { status: answer.status, cookie: answer.cookie.split(';')[0] ?? '' }
}

/** The enrolment code that a server printed. */
export const printedCode = (server: ServerProcess) => /\/enrol#(\S+)/.exec(server.output())?.[1] ?? ''
