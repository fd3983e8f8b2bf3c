import type { Database } from '#server/database/database.ts'
import { assessDue } from './assess-due.ts'

/** Waits for the end of a wave of pushes, since assessing and taking in want the same processor. */
const quietMs = 2_000
const latestMs = 30_000

type Planned = { readonly timer: NodeJS.Timeout; readonly since: number }
const planned = new WeakMap<Database, Planned>()

/**
 * Plans to bring conclusions up to date once no push has come for a while, so that the desk finds little left to do.
 * Nothing depends on it: whoever reads brings them up to date first. It keeps no process alive.
 */
export function assessSoon(
  database: Database,
  puskesmasId: string,
  log?: (entry: Readonly<Record<string, unknown>>) => void,
): void {
  const now = performance.now()
  const before = planned.get(database)
  const since = before?.since ?? now
  if (before && now - since > latestMs) return
  clearTimeout(before?.timer)
  const timer = setTimeout(() => {
    planned.delete(database)
    assessDue(database, puskesmasId, log).catch((fault: unknown) => {
      log?.({ event: 'assessingFailed', name: fault instanceof Error ? fault.name : typeof fault })
    })
  }, quietMs)
  timer.unref()
  planned.set(database, { timer, since })
}
