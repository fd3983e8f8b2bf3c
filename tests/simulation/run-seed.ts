import { actions } from './actions.ts'
import type { Finding } from './oracle.ts'
import type { Stage } from './stage.ts'
import type { Faults } from './wire.ts'
import { atPhone, wipeActions } from './wipe.ts'
import { World } from './world.ts'

export type SeedResult = {
  readonly seed: number
  readonly steps: number
  readonly faults: Faults
  /** Mutations that were saved. */
  readonly records: number
  readonly findings: readonly Finding[]
  /** What happened, in order, up to the first finding, and how the books stood after each step: see `Oracle.standing`. */
  readonly story: readonly string[]
  /** Where a second run of the same seed went another way: after this. */
  readonly differsAfter?: string
}

const stepsPerSeed = 60
/** No two steps fall into one instant. */
const secondsPerStep = 20

/** Lets one seed happen. After every step the books are compared, and once more when all is quiet. */
export async function runSeed(seed: number, stage: Stage): Promise<SeedResult> {
  const world = await World.begin(seed, stage)
  const story: string[] = []
  const possible = world.isSealed ? [...actions, ...wipeActions] : actions
  try {
    for (const phone of world.phones) await world.oracle.lookAt(phone)
    while (world.steps < stepsPerSeed && world.oracle.findings.length === 0) {
      const thrown = world.dice.weighed(possible.map((one) => [one, one.weight] as const))
      const phone = world.dice.pick(world.phones)
      const action = await atPhone(world, phone, thrown, possible)
      world.steps += 1
      world.now += secondsPerStep * 1000
      story.push(`${world.steps} ${phone.name} ${action.name}`)
      await action.happen(world, phone)
      await world.puskesmas.idle()
      await world.oracle.compare()
      story.push(`  ${world.oracle.standing}`)
    }
    if (world.oracle.findings.length === 0) {
      story.push('quiet')
      await world.addPhone(world.puskesmas.posyandu)
      await world.quiet()
    }
  } catch (error) {
    world.oracle.find(
      'disagreement',
      `broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    )
  } finally {
    await world.close()
  }
  const { steps, faults, oracle } = world
  return { seed, steps, faults, records: oracle.records, findings: oracle.findings, story }
}
