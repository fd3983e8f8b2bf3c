import { createStore, type LocalStore } from '#device/store/create-store.ts'
import type { DirectorySeed } from '#device/store/directory.ts'
import { type RunningSync, startSync } from '#device/sync/start-sync.ts'

/** What runs beside the screens. */
export type Machinery = { readonly local: LocalStore; readonly sync: RunningSync }

/** Opens the store and starts syncing. */
export function startMachinery(appVersion: string, seed: DirectorySeed | undefined): Machinery {
  let control: RunningSync | undefined
  const local = createStore({ onSaved: () => control?.request('saved'), ...(seed && { seed }) })
  const sync = startSync({ local, appVersion })
  control = sync
  return { local, sync }
}
