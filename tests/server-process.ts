import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sparePort } from '#server/database/cluster.ts'

const top = fileURLToPath(new URL('..', import.meta.url))
const run =
  "const { main } = await import('#server/main.ts'); process.exit(await main(process.env, process.argv.slice(1)))"

export type Environment = Readonly<Record<string, string>>

/** A Teratai in a process of its own, as `npm start` runs it but without building the client. */
export type ServerProcess = {
  readonly port: number
  readonly url: string
  /** All that it printed so far. */
  output(): string
  /** Settles with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** Waits until it is ready; fails with its output when it ends instead. */
  ready(): Promise<void>
  signal(signal: NodeJS.Signals): void
}

/** Starts a server on a spare port; `environment` comes on top, nothing of the own environment's settings is taken over. */
export async function startServerProcess(environment: Environment, args: readonly string[] = []) {
  const port = environment.PORT === undefined ? await sparePort() : Number(environment.PORT)
  const child = spawn(process.execPath, ['--input-type=module', '-e', run, '--', ...args], {
    cwd: top,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return watch(child, port)
}

function watch(child: ChildProcess, port: number): ServerProcess {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  const started = new Promise<void>((resolve) => {
    child.stdout?.on('data', () => {
      if (output.includes('Ctrl-C stops the server.')) resolve()
    })
  })
  return {
    port,
    url: `http://localhost:${port}`,
    output: () => output,
    ended,
    ready: () =>
      Promise.race([
        started,
        ended.then((how) => {
          throw new Error(`the server ended (${how}): ${output}`)
        }),
      ]),
    signal: (signal) => child.kill(signal),
  }
}
