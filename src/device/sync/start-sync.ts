import { systemTimers } from '#device/platform/timers.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { createSyncControl, type SyncControl } from './control.ts'
import type { Transport } from './send.ts'

export type StartOptions = {
  readonly local: LocalStore
  readonly appVersion: string
  readonly transport?: Transport
}

/**
 * Starts syncing for the open page. The engine and what it needs load after the first screen stands.
 * Before enrolment it does nothing, so it may be started at any time.
 */
export function startSync({ local, appVersion, transport }: StartOptions): SyncControl {
  const control = createSyncControl({
    clock: local.clock,
    locks: local.locks,
    async run(onProgress) {
      const [{ runSync }, { createIntake }] = await Promise.all([
        import('./engine.ts'),
        import('./intake.ts'),
      ])
      return runSync({
        database: local.planner.database,
        queueSeal: local.planner.seals.queue,
        clock: local.clock,
        transport: transport ?? ((path, request) => fetch(path, request)),
        appVersion,
        intake: createIntake(local),
        onProgress,
      })
    },
  })
  systemTimers.after(firstScreenMs, () => {
    control.request('start')
    void followRulesLater(local, appVersion)
  })
  return control
}

/** The first screen comes before the network: nothing that syncing needs is loaded until then. */
const firstScreenMs = 2_000

/** After an update of the app all conclusions are made anew, in the background. */
async function followRulesLater(local: LocalStore, edition: string): Promise<void> {
  const { followRules } = await import('#device/store/intake.ts')
  await followRules(local, edition).catch(() => undefined)
}
