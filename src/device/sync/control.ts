import { askForBackgroundSync } from '#device/platform/background-sync.ts'
import type { Clock } from '#device/platform/clock.ts'
import { onOnline } from '#device/platform/connectivity.ts'
import type { Unsubscribe } from '#device/platform/listen.ts'
import type { Locks } from '#device/platform/locks.ts'
import { systemTimers, type Timers } from '#device/platform/timers.ts'
import { onVisible } from '#device/platform/visibility.ts'
import { backOffMs } from './back-off.ts'
import type { Outcome, Progress } from './engine.ts'
import { syncLock } from './sync-lock.ts'
import type { SyncStatus } from './status.ts'

/** Why a sync is wanted. `button`: a person waits for it, so no back-off holds it up. */
export type Reason = 'start' | 'online' | 'visible' | 'saved' | 'timer' | 'button'

export type SyncControl = {
  readonly status: () => SyncStatus
  readonly listen: (listener: () => void) => Unsubscribe
  readonly request: (reason: Reason) => void
  readonly stop: () => void
}

export type ControlDeps = {
  readonly clock: Clock
  readonly locks: Locks
  /** Runs the engine once; it loads on first use. */
  readonly run: (onProgress: (progress: Progress) => void) => Promise<Outcome>
  readonly timers?: Timers
  readonly random?: () => number
  readonly browser?: BrowserReasons
}

const nothingPlanned = () => {}

/** What the browser tells, and the worker that goes on when the page is gone. */
export type BrowserReasons = {
  readonly onOnline: (listener: () => void) => Unsubscribe
  readonly onVisible: (listener: () => void) => Unsubscribe
  readonly askForBackgroundSync: () => Promise<boolean>
}

const browserReasons: BrowserReasons = { onOnline, onVisible, askForBackgroundSync }
const everyMs = 4 * 60_000
const afterSavingMs = 1_500
const whileAnotherRunsMs = 10_000

/**
 * Decides when to sync: on start, `online`, becoming visible, after saving, every few minutes and by the button.
 * Never two at once, in this tab or elsewhere.
 */
export function createSyncControl(deps: ControlDeps): SyncControl {
  const timers = deps.timers ?? systemTimers
  const random = deps.random ?? Math.random
  const browser = deps.browser ?? browserReasons
  const listeners = new Set<() => void>()
  let status: SyncStatus = { state: 'idle' }
  let failures = 0
  /** Earliest next automatic try; `asked` when the server itself named it. */
  let wait = { until: 0, asked: false }
  let cancel: () => void = nothingPlanned
  let again = false
  let stopped = false

  const become = (next: SyncStatus) => {
    status = next
    for (const listener of listeners) listener()
  }
  const plan = (ms: number) => {
    cancel()
    if (!stopped) cancel = timers.after(ms, () => void attempt())
  }
  const attempt = async () => {
    if (status.state === 'running') {
      again = true
      return
    }
    again = false
    const before = status
    become({ state: 'running' })
    const outcome = await guarded(deps)
    if (outcome === 'busy') {
      become(before)
      plan(whileAnotherRunsMs)
    } else if (outcome.ok) {
      failures = 0
      wait = { until: 0, asked: false }
      become({ state: 'idle' })
      plan(again ? 0 : everyMs)
    } else fail(outcome)
  }
  const fail = ({ failure }: Extract<Outcome, { ok: false }>) => {
    failures += 1
    const ms = backOffMs(failures, random(), failure.retryAfterMs)
    wait = { until: deps.clock.now() + ms, asked: failure.retryAfterMs !== undefined }
    become({ state: 'failed', code: failure.code, nextTryAt: wait.until })
    void browser.askForBackgroundSync()
    plan(ms)
  }
  const guarded = async ({ locks, run }: ControlDeps): Promise<Outcome | 'busy'> => {
    try {
      const work = () => run((progress) => become({ state: 'running', progress }))
      return (await locks.holdIfFree(syncLock, work)) ?? 'busy'
    } catch (error) {
      return { ok: false, failure: { kind: 'network', code: codeOf(error) } }
    }
  }
  const request = (reason: Reason) => {
    const left = wait.until - deps.clock.now()
    if (reason === 'saved') {
      void browser.askForBackgroundSync()
      if (status.state === 'running') again = true
      else if (left <= 0) plan(afterSavingMs)
    } else if (reason === 'button' || left <= 0 || !wait.asked) {
      cancel()
      void attempt()
    }
  }
  const ends = [browser.onOnline(() => request('online')), browser.onVisible(() => request('visible'))]
  return {
    status: () => status,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    request,
    stop() {
      stopped = true
      cancel()
      for (const end of ends) end()
    },
  }
}

/** A fault on the phone itself, such as a full disk, is told by its own code. */
function codeOf(error: unknown): string {
  const code = error instanceof Object && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'unexpected'
}
