import { systemTimers } from '#device/platform/timers.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import type { HistoryResult } from './ask-history.ts'
import { createSyncControl, type SyncControl } from './control.ts'
import type { Engine, Outcome } from './engine.ts'
import type { Transport } from './send.ts'

export type StartOptions = {
  readonly local: LocalStore
  readonly appVersion: string
  readonly transport?: Transport
  /** Has its turn after each run, before another may begin. */
  readonly afterRun?: (outcome: Outcome) => Promise<void>
}

export type RunningSync = SyncControl & {
  /** Fetches the older visits of one person. */
  readonly history: (personId: string) => Promise<HistoryResult>
}

/**
 * Starts syncing for the open page. The engine and what it needs load after the first screen stands.
 * Before enrolment it does nothing, so it may be started at any time.
 */
export function startSync({ local, appVersion, transport, afterRun }: StartOptions): RunningSync {
  const prepareEngine = async (): Promise<Engine> => {
    const { createIntake } = await import('./intake.ts')
    return {
      database: local.planner.database,
      queueSeal: local.planner.seals.queue,
      clock: local.clock,
      transport: transport ?? ((path, request) => fetch(path, request)),
      appVersion,
      intake: createIntake(local),
    }
  }
  const control = createSyncControl({
    clock: local.clock,
    locks: local.locks,
    async run(onProgress) {
      const [{ runSync }, engine] = await Promise.all([import('./engine.ts'), prepareEngine()])
      const outcome = await runSync({ ...engine, onProgress })
      if (outcome.ok) void whileFreeLater(local)
      // What goes wrong there is told where it belongs; this run is over.
      await afterRun?.(outcome).catch(() => undefined)
      return outcome
    },
  })
  systemTimers.after(firstScreenMs, () => {
    control.request('start')
    void followRulesLater(local, appVersion)
  })
  return {
    ...control,
    async history(personId) {
      const [{ askHistory }, engine] = await Promise.all([import('./ask-history.ts'), prepareEngine()])
      return askHistory(local, engine, personId)
    },
  }
}

/** The first screen comes before the network: nothing that syncing needs is loaded until then. */
const firstScreenMs = 2_000

/** After an update of the app all conclusions are made anew, in the background. */
async function followRulesLater(local: LocalStore, edition: string): Promise<void> {
  const { followRules } = await import('#device/store/intake.ts')
  await followRules(local, edition).catch(() => undefined)
}

async function whileFreeLater(local: LocalStore): Promise<void> {
  await import('./while-free.ts').then(({ whileFree }) => whileFree(local)).catch(() => undefined)
}
