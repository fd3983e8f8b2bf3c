import { syncTag } from './sync-tag.ts'

/** In no TypeScript lib: https://wicg.github.io/background-sync/spec/ */
type SyncManager = { readonly register: (tag: string) => Promise<void> }
type RegistrationWithSync = ServiceWorkerRegistration & { readonly sync?: SyncManager }

/** Asks the browser to wake the worker when a network is there; `false` where it has no Background Sync. */
export async function askForBackgroundSync(): Promise<boolean> {
  try {
    const worker = (globalThis.navigator as Partial<Navigator> | undefined)?.serviceWorker
    const registration: RegistrationWithSync | undefined = await worker?.getRegistration()
    if (!registration?.sync) return false
    await registration.sync.register(syncTag)
    return true
  } catch {
    return false
  }
}
