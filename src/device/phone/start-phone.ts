import { isOpenAt } from '#device/posyandu-day/open-day.ts'
import { createSignal } from '#device/platform/listen.ts'
import type { Updates } from '#device/platform/updates.ts'
import { createStore, type LocalStore } from '#device/store/create-store.ts'
import type { SyncControl } from '#device/sync/control.ts'
import { startSync } from '#device/sync/start-sync.ts'
import type { LateUpdates, Phone } from './phone.ts'
import { appVersion } from './version.ts'

export type Started = { readonly phone: Phone; readonly local: LocalStore }

/** Opens the store and starts what runs beside the screens. Enrolment and updates load when they are needed. */
export function startPhone(): Started {
  let sync: SyncControl | undefined
  const local = createStore({ onSaved: () => sync?.request('saved') })
  const control = startSync({ local, appVersion })
  sync = control
  return {
    local,
    phone: {
      version: appVersion,
      sync: control,
      updates: lateUpdates(local),
      async enrol(code) {
        // At the very first visit the network can go before the worker has this part.
        const part = await import('#device/enrolment/enrol.ts').catch(() => undefined)
        if (!part) return { ok: false, code: 'network' }
        const result = await part.enrol(
          { local, appVersion, transport: (path, request) => fetch(path, request) },
          code,
        )
        if (result.ok) control.request('button')
        return result
      },
    },
  }
}

/** The worker is registered once the first screen stands; until then there is no update. */
function lateUpdates(local: LocalStore): LateUpdates {
  const changed = createSignal<void>()
  let updates: Updates | undefined
  const start = async () => {
    const { watchUpdates } = await import('#device/platform/updates.ts')
    updates = watchUpdates({ isFrozen: () => isFrozen(local) })
    updates.listen(() => changed.tell())
    changed.tell()
  }
  if ('serviceWorker' in navigator && import.meta.env.PROD) afterFirstScreen(() => void start())
  return {
    state: () => updates?.state() ?? 'none',
    listen: (listener) => changed.listen(listener),
    allowed: async () => (await updates?.allowed()) ?? false,
    apply: async () => (await updates?.apply()) ?? false,
  }
}

/** A slow phone has its first screen complete by then. */
const firstScreenMs = 2_000
const afterFirstScreen = (work: () => void) => requestAnimationFrame(() => setTimeout(work, firstScreenMs))

/** An update waits for the end of the posyandu day and of every half-filled form. */
async function isFrozen({ store, clock }: LocalStore): Promise<boolean> {
  const [days, drafts] = await Promise.all([store.posyanduDays(), store.drafts()])
  return drafts.length > 0 || days.some(({ day }) => isOpenAt(day, clock.now()))
}
