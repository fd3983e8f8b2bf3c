import { fork, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { startCluster } from '#server/database/cluster.ts'
import { embeddedBinaries } from '#server/database/postgres-binaries.ts'
import { prepareDatabase } from '#server/database/prepare-database.ts'
import { scratchFolder } from '#tests/scratch-folder.ts'
import type { SeedResult } from '#tests/simulation/run-seed.ts'

/**
 * `npm run simulate -- --seeds 1000`: lets many phones, a puskesmas on a real database and a bad wire happen, a world
 * for each seed. `--from` is the first seed (1). Tells what it found; the last line is JSON with the sums.
 * Interrupted (SIGINT) it ends with the seeds that are under way.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '50' }, from: { type: 'string', default: '1' } },
})
const wanted = Number(values.seeds)
const from = Number(values.from)

/** Test data is thrown away, so nothing waits for the disk. */
const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=40']

const sums = {
  seeds: 0,
  steps: 0,
  faults: {} as Record<string, number>,
  records: 0,
  lost: 0,
  twice: 0,
  disagreements: 0,
}

function add(result: SeedResult): void {
  sums.seeds += 1
  sums.steps += result.steps
  sums.records += result.records
  for (const [name, times] of Object.entries(result.faults))
    sums.faults[name] = (sums.faults[name] ?? 0) + times
  for (const { kind } of result.findings) sums[kind === 'disagreement' ? 'disagreements' : kind] += 1
  if (result.findings.length > 0) tell(result)
  if (sums.seeds % 50 === 0) console.log(`${sums.seeds} seeds, ${Math.round(performance.now() / 1000)} s`)
}

function tell({ seed, findings, story }: SeedResult): void {
  console.log(`\nseed ${seed}: ${findings.length} found`)
  for (const { kind, what } of findings.slice(0, 8)) console.log(`  ${kind}: ${what}`)
  console.log(`  ${story.slice(-12).join('; ')}\n`)
}

/** Gives a worker one seed after the other until there are no more. */
function work(worker: ChildProcess, next: () => number | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))))
    worker.on('message', (message: SeedResult | 'ready') => {
      if (message !== 'ready') add(message)
      const seed = next()
      if (seed === undefined) worker.disconnect()
      else worker.send(seed)
    })
  })
}

const folder = scratchFolder('simulate')
const cluster = await startCluster({
  binaries: embeddedBinaries(),
  folder,
  ownerPassword: 'owner of simulations',
  settings: hasty,
})
try {
  const ownerUrl = cluster.url('postgres')
  const { applicationUrl } = await prepareDatabase({ ownerUrl, applicationPassword: 'of simulations' })
  let seed = from
  let isAsked = false
  const next = () => (seed < from + wanted && !isAsked ? seed++ : undefined)
  process.once('SIGINT', () => {
    isAsked = true
  })
  const path = new URL('../tests/simulation/worker.ts', import.meta.url)
  const workers = Array.from({ length: Math.min(5, availableParallelism() + 1) }, () =>
    fork(path, [ownerUrl, applicationUrl], { serialization: 'advanced' }),
  )
  await Promise.all(workers.map((worker) => work(worker, next)))
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
console.log(JSON.stringify(sums))
process.exitCode = sums.lost + sums.twice + sums.disagreements === 0 ? 0 : 1
