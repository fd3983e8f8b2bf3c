import { Workbox } from 'workbox-window'
import type { Unsubscribe } from './listen.ts'

/** `waiting`: a newer Teratai is downloaded and waits for consent. `applied`: it took over; the page reloads. */
export type UpdateState = 'none' | 'waiting' | 'applied'

export type Updates = {
  readonly state: () => UpdateState
  readonly listen: (listener: () => void) => Unsubscribe
  /** Whether applying now is allowed: no open posyandu day, no half-filled form. */
  readonly allowed: () => Promise<boolean>
  /** Applies by consent; `false` and nothing done while it is not allowed, or nothing waits. */
  readonly apply: () => Promise<boolean>
}

export type UpdateDeps = {
  /** `true` while a posyandu day is open or a form is half filled. */
  readonly isFrozen: () => Promise<boolean>
  readonly workbox?: Pick<Workbox, 'register' | 'update' | 'addEventListener' | 'messageSkipWaiting'>
  readonly reload?: () => void
}

const hourly = 60 * 60 * 1000

/** Registers the worker, looks for updates, and holds them until a person consents and the day allows it. */
export function watchUpdates(deps: UpdateDeps): Updates {
  const workbox = deps.workbox ?? new Workbox('/sw.js', { type: 'module' })
  const reload = deps.reload ?? (() => location.reload())
  const listeners = new Set<() => void>()
  let state: UpdateState = 'none'
  let consented = false
  const become = (next: UpdateState) => {
    state = next
    for (const listener of listeners) listener()
  }
  workbox.addEventListener('waiting', () => become('waiting'))
  workbox.addEventListener('controlling', (event) => {
    if (!event.isUpdate) return
    become('applied')
    // Another tab's consent must not reload a form in this one.
    if (consented) reload()
  })
  void workbox.register().catch(() => undefined)
  setInterval(() => void workbox.update().catch(() => undefined), hourly)
  const allowed = async () => !(await deps.isFrozen())
  return {
    state: () => state,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    allowed,
    async apply() {
      if (state !== 'waiting' || !(await allowed())) return false
      consented = true
      workbox.messageSkipWaiting()
      return true
    },
  }
}
