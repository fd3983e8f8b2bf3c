import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startCluster } from '#server/database/cluster.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { debianBinaries } from '#tests/databases.ts'
import { killServer, type KillFindings } from '#tests/faults/kill-server.ts'
import { scratchFolder, sweepScratchFolders } from '#tests/scratch-folder.ts'
import { commitNow } from './commit-now.ts'

/**
 * `npm run faults [-- --count 100 --phones 4 --seed 1]`: kills the server with SIGKILL so many times while phones push,
 * on the embedded database and on Debian's PostgreSQL, and looks each receipt up. The last line is JSON, the one before
 * it names the commit; exit 1 where anything is lost, twice or contradicted.
 */
const options = {
  count: { type: 'string', default: '100' },
  phones: { type: 'string', default: '4' },
  seed: { type: 'string', default: '1' },
} as const
const { values } = parseArgs({ options })
const commit = commitNow()
const asked = { kills: Number(values.count), phones: Number(values.phones), seed: Number(values.seed) }

const onKill = (name: string) => (kill: number) => {
  if (kill % 10 === 0) console.log(`${name}: killed ${kill} of ${asked.kills} times`)
}

/** On a PostgreSQL of Debian's with its own settings: every commit waits for the disk. */
async function onDebian(): Promise<KillFindings> {
  const folder = scratchFolder('faults')
  const cluster = await startCluster({ binaries: debianBinaries(), folder, ownerPassword: 'owner of faults' })
  try {
    await asOwner(cluster.url('postgres'), (queries) => queries.query('create database faults'))
    return await killServer({ ...asked, databaseUrl: cluster.url('faults'), onKill: onKill('PostgreSQL') })
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await sweepScratchFolders()
const embedded = await killServer({ ...asked, onKill: onKill('embedded') })
const debian = await onDebian()
const sum = (key: keyof KillFindings) => embedded[key] + debian[key]
const wrong = sum('lost') + sum('twice') + sum('contradictions')
console.log(`commit ${commit}`)
console.log(
  JSON.stringify({
    kills: sum('kills'),
    receipts: sum('receipts'),
    lost: sum('lost'),
    twice: sum('twice'),
    contradictions: sum('contradictions'),
    embedded,
    debian,
  }),
)
process.exitCode = wrong === 0 ? 0 : 1
