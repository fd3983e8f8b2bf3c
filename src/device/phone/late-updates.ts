import { isOpenAt } from '#device/posyandu-day/open-day.ts'
import { formsToFinish } from '#device/drafts/forms-to-finish.ts'
import { createSignal, type Unsubscribe } from '#device/platform/listen.ts'
import type { Updates } from '#device/platform/updates.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import type { LateUpdates } from './phone.ts'

/** Updates for as long as the page stands, locked or not. */
export type LatePageUpdates = LateUpdates & {
  /** While a session lasts, its store says whether an update has to wait. Gives how to end that. */
  readonly during: (local: () => Promise<LocalStore>) => Unsubscribe
}

/** The worker is registered once the first screen stands; until then there is no update. */
export function lateUpdates(): LatePageUpdates {
  const changed = createSignal<void>()
  let updates: Updates | undefined
  let session: (() => Promise<LocalStore>) | undefined
  const start = async () => {
    const { watchUpdates } = await import('#device/platform/updates.ts')
    // Nobody knows what is open on a locked phone.
    updates = watchUpdates({ isFrozen: async () => !session || isFrozen(await session()) })
    updates.listen(() => changed.tell())
    changed.tell()
  }
  if ('serviceWorker' in navigator && import.meta.env.PROD) afterFirstScreen(() => void start())
  return {
    state: () => updates?.state() ?? 'none',
    listen: (listener) => changed.listen(listener),
    apply: async () => (await updates?.apply()) ?? 'gone',
    during(local) {
      session = local
      return () => {
        if (session === local) session = undefined
      }
    },
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
