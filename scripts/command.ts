import { readFileSync } from 'node:fs'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { readConfig, StartRefusal } from '#server/config.ts'
import { findInstallation } from '#server/hosting/installation.ts'
import { joinDatabase, type Reached } from '#server/hosting/reach-database.ts'

/** Runs a command of a puskesmas; what it throws is told in one line, by `wordsOf` where that knows it, and ends it with 1. */
export async function command(
  run: (args: readonly string[]) => Promise<void>,
  wordsOf: (error: unknown) => string | undefined = () => undefined,
): Promise<void> {
  try {
    await run(process.argv.slice(2))
  } catch (error) {
    const known = error instanceof StartRefusal ? error.message : wordsOf(error)
    console.error(`Teratai: ${known ?? String(error)}`)
    process.exitCode = 1
  }
}

/** Options and files of a command line; throws StartRefusal(usage) at what is not among `options`. */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    throw new StartRefusal(usage)
  }
}

/** A whole file; throws StartRefusal where it cannot be read. */
export function readGivenFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch {
    throw new StartRefusal(`berkas ${JSON.stringify(path)} tidak bisa dibuka`)
  }
}

/** Works on the puskesmas's database beside its running server, or without one; throws StartRefusal where there is no puskesmas yet. */
export async function besideServer(
  work: (reached: Reached, puskesmasId: string) => Promise<void>,
): Promise<void> {
  const reached = await joinDatabase(readConfig(process.env))
  try {
    const installation = await findInstallation(reached.ownerUrl)
    if (!installation) throw new StartRefusal('belum ada puskesmas; jalankan npm start dulu')
    await work(reached, installation.puskesmasId)
  } finally {
    await reached.close()
  }
}
