import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { top } from '#tests/architecture/source-files.ts'
import { type Front, openFront } from './front.ts'
import { type Gate, openGate } from './gate.ts'

/** A Teratai server as a user starts it: its own process, its own data folder, the embedded database. */
export type RunningServer = {
  readonly address: string
  readonly dataFolder: string
  /** Everything it printed so far. */
  printed(): string
  /** Waits until what it printed matches, and gives the match. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>
  /** Ends it as Ctrl-C does, or kills it. The data folder stays until `remove`. */
  stop(signal?: 'SIGINT' | 'SIGKILL'): Promise<void>
  remove(): Promise<void>
}

/** A port that nobody listens on. */
export function sparePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

type Options = {
  readonly environment?: Readonly<Record<string, string>>
  readonly port?: number
  readonly dataFolder?: string
}

/** Starts the server and waits until it says where it listens. */
export async function startServer(options: Options = {}): Promise<RunningServer> {
  const port = options.port ?? (await sparePort())
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'teratai-'))
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: String(port),
    TERATAI_DATA: dataFolder,
    ...options.environment,
  }
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: top,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const running = follow(child, `http://localhost:${port}`, dataFolder)
  await running.waitFor(new RegExp(env.TERATAI_URL ?? running.address))
  return running
}

/** The desk goes straight to `address`, phones by the gate. */
export type GatedServer = RunningServer & { readonly gate: Gate }

/** Starts the server behind a gate, the address of which it names in all its links. */
export async function startGatedServer(environment: Readonly<Record<string, string>>): Promise<GatedServer> {
  const port = await sparePort()
  const gate = await openGate(port)
  const server = await startServer({ port, environment: { ...environment, TERATAI_URL: gate.address } })
  return {
    ...server,
    gate,
    remove: async () => {
      await gate.remove()
      await server.remove()
    },
  }
}

/** The desk goes straight to `address`, phones by what stands in front. */
export type FrontedServer = RunningServer & { readonly front: Front }

/** Starts the server behind a front, the address of which it names in all its links. */
export async function startFrontedServer(
  environment: Readonly<Record<string, string>>,
): Promise<FrontedServer> {
  const port = await sparePort()
  const front = await openFront(port)
  const server = await startServer({ port, environment: { ...environment, TERATAI_URL: front.address } })
  return {
    ...server,
    front,
    remove: async () => {
      await front.remove()
      await server.remove()
    },
  }
}

function follow(child: ChildProcess, address: string, dataFolder: string): RunningServer {
  let text = ''
  const listeners = new Set<() => void>()
  const tell = () => listeners.forEach((listener) => listener())
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      tell()
    })
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(tell)

  const waitFor = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text)
        if (!match && child.exitCode === null && child.signalCode === null) return
        listeners.delete(look)
        if (match) resolve(match)
        else reject(new Error(`The server ended before it printed ${pattern}:\n${text}`))
      }
      listeners.add(look)
      look()
    })

  const stop = async (signal: 'SIGINT' | 'SIGKILL' = 'SIGINT') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  return {
    address,
    dataFolder,
    printed: () => text,
    waitFor,
    stop,
    remove: async () => {
      await stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
