import { isOpenAt } from '#device/posyandu-day/open-day.ts'
import { formsToFinish } from '#device/drafts/forms-to-finish.ts'
import { createSignal } from '#device/platform/listen.ts'
import type { Updates } from '#device/platform/updates.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import type { Machinery } from './machinery.ts'
import type { LateUpdates } from './phone.ts'

/** The worker is registered once the first screen stands; until then there is no update. */
export function lateUpdates(machinery: () => Promise<Machinery>): LateUpdates {
  const changed = createSignal<void>()
  let updates: Updates | undefined
  const start = async () => {
    const { watchUpdates } = await import('#device/platform/updates.ts')
    updates = watchUpdates({ isFrozen: async () => isFrozen((await machinery()).local) })
    updates.listen(() => changed.tell())
    changed.tell()
  }
  if ('serviceWorker' in navigator && import.meta.env.PROD) afterFirstScreen(() => void start())
  return {
    state: () => updates?.state() ?? 'none',
    listen: (listener) => changed.listen(listener),
    apply: async () => (await updates?.apply()) ?? 'gone',
  }
}

/** A slow phone has its first screen complete by then. */
const firstScreenMs = 2_000
const afterFirstScreen = (work: () => void) => requestAnimationFrame(() => setTimeout(work, firstScreenMs))

/** An update waits for the end of the posyandu day and of every half-filled form that can be gone on with here. */
async function isFrozen({ store, clock }: LocalStore): Promise<boolean> {
  const [days, drafts, people] = await Promise.all([store.posyanduDays(), store.drafts(), store.directory()])
  return formsToFinish(drafts, people).length > 0 || days.some(({ day }) => isOpenAt(day, clock.now()))
}
