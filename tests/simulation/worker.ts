import { openStage } from './stage.ts'
import { runSeed } from './run-seed.ts'

/** A process that runs the seeds it is sent, one after the other, and sends each result back. */
const [ownerUrl, applicationUrl] = process.argv.slice(2)
if (ownerUrl === undefined || applicationUrl === undefined)
  throw new Error('worker: two addresses are needed')
const stage = await openStage({ ownerUrl, applicationUrl })

process.on('message', (seed: number) => {
  void runSeed(seed, stage).then((result) => process.send?.(result))
})
// Whoever interrupts the run has to wait for the seed that is under way.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => {
  void stage.close().finally(() => process.exit(0))
})
process.send?.('ready')
