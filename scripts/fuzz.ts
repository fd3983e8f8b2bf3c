import { parseArgs } from 'node:util'
import { runSeed } from '#tests/fuzz/run-seed.ts'
import { startThrowawayDatabase } from '#tests/throwaway-database.ts'

/**
 * `npm run fuzz -- --seeds 200`: hostile requests to every route that the server describes, to the batch codec, to surat
 * jalan and to the import of registers with the reports of it, a puskesmas for each seed. `--from` is the first seed (1). Tells what it found;
 * the last line is JSON with the counts. Ends with 1 where it found anything.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '100' }, from: { type: 'string', default: '1' } },
})
const [wanted, from] = [Number(values.seeds), Number(values.from)]

const sums = {
  seeds: 0,
  requests: 0,
  routes: {} as Record<string, number>,
  statuses: {} as Record<string, number>,
  reports: {} as Record<string, number>,
  findings: {} as Record<string, number>,
}

function add(into: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, times] of Object.entries(counts)) into[name] = (into[name] ?? 0) + times
}

const { ownerUrl, applicationUrl, stop } = await startThrowawayDatabase('fuzz')
try {
  for (let seed = from; seed < from + wanted; seed += 1) {
    const found = await runSeed(seed, { ownerUrl, applicationUrl })
    const { requests, routes, statuses, reports, findings } = found
    sums.seeds += 1
    sums.requests += requests
    add(sums.routes, routes)
    add(sums.statuses, statuses)
    add(sums.reports, reports)
    for (const finding of findings) {
      add(sums.findings, { [finding.what]: 1 })
      console.log(`seed ${seed}: ${JSON.stringify(finding)}`)
    }
  }
} finally {
  await stop()
}
console.log(JSON.stringify(sums))
process.exitCode = Object.keys(sums.findings).length === 0 ? 0 : 1
