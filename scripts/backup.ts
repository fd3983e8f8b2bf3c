import { statSync } from 'node:fs'
import { backup } from '#server/backup/backup.ts'
import { readConfig, StartRefusal } from '#server/config.ts'

/**
 * `npm run backup -- FOLDER|FILE`: the whole puskesmas, database and keys, as one file, also while the server runs.
 * Prints where it is.
 */
async function run(args: readonly string[]): Promise<string> {
  const [to, ...others] = args
  if (!to || others.length > 0 || to.startsWith('-')) throw new StartRefusal('npm run backup -- FOLDER|FILE')
  const path = await backup(readConfig(process.env), to, Date.now())
  const bytes = statSync(path).size
  return `${path} (${(bytes / 1_000_000).toFixed(1)} MB)\nIt holds everything, unsealed: keep it where only the puskesmas can read it.`
}

try {
  console.log(await run(process.argv.slice(2)))
} catch (error) {
  console.error(`Teratai: ${error instanceof StartRefusal ? error.message : String(error)}`)
  process.exitCode = 1
}
