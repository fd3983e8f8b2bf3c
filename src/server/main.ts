import { type Environment, readConfig, StartRefusal } from './config.ts'
import { runServer } from './hosting/run-server.ts'

/**
 * Runs the puskesmas server until Ctrl-C or a stop signal, and gives the exit code: 0 after a stop in order, 1
 * when it could not start or the database went away, with one line on stderr that says why.
 */
export async function main(environment: Environment, args: readonly string[]): Promise<number> {
  const signals = watchSignals()
  try {
    const running = await runServer(readConfig(environment, args), { now: Date.now, print: console.log })
    const why = await Promise.race([
      signals.first,
      (running.ended ?? never).then(() => 'databaseEnded' as const),
    ])
    if (why === 'databaseEnded')
      console.error('Teratai: PostgreSQL ended by itself; see postgres.log in the data folder')
    else console.log('Stopping …')
    await running.stop()
    return why === 'databaseEnded' ? 1 : 0
  } catch (error) {
    console.error(`Teratai: ${lineOf(error)}`)
    return 1
  } finally {
    signals.forget()
  }
}

const never = new Promise<never>(() => undefined)

/** Signals that come before the start is complete wait for it: stopping in the middle of one gains nothing. */
function watchSignals() {
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const { promise: first, resolve: heard } = Promise.withResolvers<string>()
  for (const name of names) process.on(name, heard)
  return { first, forget: () => names.forEach((name) => process.off(name, heard)) }
}

/** A refusal in its own words; anything else is a fault of the program and shows where. */
function lineOf(error: unknown): string {
  if (error instanceof StartRefusal) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
