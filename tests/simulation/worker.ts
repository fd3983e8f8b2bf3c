import { openStage } from './stage.ts'
import { runSeed, type SeedResult } from './run-seed.ts'

/**
 * A process that runs the seeds it is sent, one after the other, and sends each result back; `twice`: each once more, and
 * says where the second run differs.
 */
const [ownerUrl, applicationUrl, twice] = process.argv.slice(2)
if (ownerUrl === undefined || applicationUrl === undefined)
  throw new Error('worker: two addresses are needed')
const stage = await openStage({ ownerUrl, applicationUrl })

async function resultOf(seed: number): Promise<SeedResult> {
  const result = await runSeed(seed, stage)
  if (twice === undefined) return result
  const again = await runSeed(seed, stage)
  const at = result.story.findIndex((line, i) => line !== again.story[i])
  const isSame = at === -1 && sameFaults(result, again)
  return isSame ? result : { ...result, differsAfter: result.story[at - 1] ?? 'all of it, in its faults' }
}

function sameFaults({ faults }: SeedResult, { faults: other }: SeedResult): boolean {
  const names = new Set([...Object.keys(faults), ...Object.keys(other)])
  return [...names].every((name) => faults[name] === other[name])
}

process.on('message', (seed: number) => {
  void resultOf(seed).then((result) => process.send?.(result))
})
// Whoever interrupts the run has to wait for the seed that is under way.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => {
  void stage.close().finally(() => process.exit(0))
})
process.send?.('ready')
