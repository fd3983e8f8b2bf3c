import { createSignal } from '#device/platform/listen.ts'
import type { SyncControl } from '#device/sync/control.ts'
import type { SyncStatus } from '#device/sync/status.ts'
import type { Machinery } from './machinery.ts'
import type { Phone } from './phone.ts'

const idle: SyncStatus = { state: 'idle' }

/** The control of sync before it has been loaded: it rests, and a request brings it. */
export function lateSync(load: () => Promise<Machinery>, whenStarted: Promise<Machinery>): Phone['sync'] {
  const changed = createSignal<void>()
  let control: SyncControl | undefined
  const take = ({ sync }: Machinery) => {
    control = sync
    sync.listen(() => changed.tell())
    changed.tell()
  }
  void whenStarted.then(take)
  return {
    status: () => control?.status() ?? idle,
    listen: (listener) => changed.listen(listener),
    request(reason) {
      // What cannot be loaded now is asked for again by the next reason.
      load().then(
        ({ sync }) => sync.request(reason),
        () => undefined,
      )
    },
  }
}
