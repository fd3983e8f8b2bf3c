import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { SeedResult } from '#tests/simulation/run-seed.ts'
import { startThrowawayDatabase } from '#tests/throwaway-database.ts'
import { commitNow } from './commit-now.ts'

/**
 * `npm run simulate -- --seeds 1000`: lets many phones, a puskesmas on a real database and a bad wire happen, a world
 * for each seed. `--from` is the first seed (1). Tells what it found; the last line is JSON with the sums, the one before
 * it says what it took, and of which commit.
 * `--twice` lets each happen twice and tells which went another way. Interrupted (SIGINT) it ends with the seeds that are under way.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '50' },
    from: { type: 'string', default: '1' },
    twice: { type: 'boolean', default: false },
  },
})
const commit = commitNow()
const wanted = Number(values.seeds)
const from = Number(values.from)

const sums = {
  seeds: 0,
  steps: 0,
  faults: {} as Record<string, number>,
  records: 0,
  lost: 0,
  twice: 0,
  disagreements: 0,
}

let differing = 0

function add(result: SeedResult): void {
  sums.seeds += 1
  sums.steps += result.steps
  sums.records += result.records
  for (const [name, times] of Object.entries(result.faults))
    sums.faults[name] = (sums.faults[name] ?? 0) + times
  for (const { kind } of result.findings) sums[kind === 'disagreement' ? 'disagreements' : kind] += 1
  if (result.findings.length > 0) tell(result)
  if (result.differsAfter !== undefined) {
    differing += 1
    console.log(`seed ${result.seed} went another way after ${result.differsAfter}`)
  }
  if (sums.seeds % 50 === 0) console.log(`${sums.seeds} seeds, ${Math.round(performance.now() / 1000)} s`)
}

function tell({ seed, findings, story }: SeedResult): void {
  console.log(`\nseed ${seed}: ${findings.length} found`)
  for (const { kind, what } of findings.slice(0, 8)) console.log(`  ${kind}: ${what}`)
  console.log(`  ${story.slice(-24).join('\n  ')}\n`)
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

/**
 * Seconds of processor time of this process and of all that it started and that ended: workers, and PostgreSQL with all
 * its own. Where the system does not say it of children (Linux does), `undefined`.
 */
function processorSeconds(): number | undefined {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? []
    // utime, stime, cutime, cstime, in hundredths of a second (proc_pid_stat(5), counted from the third field).
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100
  } catch {
    return undefined
  }
}

const { ownerUrl, applicationUrl, stop } = await startThrowawayDatabase('simulate')
try {
  let seed = from
  let isAsked = false
  const next = () => (seed < from + wanted && !isAsked ? seed++ : undefined)
  process.once('SIGINT', () => {
    isAsked = true
  })
  const path = new URL('../tests/simulation/worker.ts', import.meta.url)
  const workers = Array.from({ length: Math.min(5, availableParallelism() + 1) }, () =>
    fork(path, [ownerUrl, applicationUrl, ...(values.twice ? ['twice'] : [])], { serialization: 'advanced' }),
  )
  await Promise.all(workers.map((worker) => work(worker, next)))
} finally {
  await stop()
}
if (values.twice) console.log(`${sums.seeds - differing} of ${sums.seeds} seeds were the same twice`)
const processor = processorSeconds()
console.log(
  `${Math.round(performance.now() / 1000)} s, ${processor === undefined ? 'not known how much' : `${Math.round(processor)} s`} of processor time, commit ${commit}`,
)
console.log(JSON.stringify(sums))
process.exitCode = sums.lost + sums.twice + sums.disagreements === 0 ? 0 : 1
