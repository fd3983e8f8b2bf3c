import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clearOrphan, isAlive } from '#server/database/orphan.ts'

const prefix = 'teratai-scratch-'
const ownerFile = 'owner.pid'

/** A folder for PostgreSQL's data of a test run; root's PostgreSQL user may pass through it. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${name}-`))
  chmodSync(folder, 0o711)
  writeFileSync(join(folder, ownerFile), String(process.pid))
  return folder
}

/** Clears what test runs left behind that were killed: their PostgreSQL, which lives on by itself, and its folder. */
export async function sweepScratchFolders(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    const owner = join(folder, ownerFile)
    if (!existsSync(owner) || isAlive(Number(readFileSync(owner, 'utf8')))) continue
    for (const data of [join(folder, 'postgres'), join(folder, 'data', 'postgres')]) {
      await clearOrphan({ data, ownerUrl: (port) => `postgresql://nobody@127.0.0.1:${port}/postgres` })
    }
    rmSync(folder, { recursive: true, force: true })
  }
}
