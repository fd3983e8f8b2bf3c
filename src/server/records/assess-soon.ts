import type { Database } from '#server/database/database.ts'
import { assessPortion } from './assess-due.ts'

/** Waits for the end of a wave of pushes, since assessing and taking in want the same processor. */
const quietMs = 2_000
/** A wave that lasts is not waited for longer; then it gets a portion now and again. */
const latestMs = 30_000

type Log = (entry: Readonly<Record<string, unknown>>) => void
type Planned = { readonly timer: NodeJS.Timeout; readonly since: number }
const planned = new WeakMap<Database, Planned>()

/**
 * Plans to bring conclusions up to date once no push has come for a while, so that the desk finds little left to do.
 * A push that comes meanwhile goes first. Nothing depends on it: whoever reads brings them up to date first. It keeps
 * no process alive.
 */
export function assessSoon(database: Database, puskesmasId: string, log?: Log): void {
  const now = performance.now()
  const before = planned.get(database)
  const since = before?.since ?? now
  if (before && now - since > latestMs) return
  clearTimeout(before?.timer)
  planned.set(database, { timer: startIn(quietMs, database, puskesmasId, log), since })
}

function startIn(ms: number, database: Database, puskesmasId: string, log?: Log): NodeJS.Timeout {
  const timer = setTimeout(() => {
    planned.delete(database)
    void assessWhileQuiet(database, puskesmasId, log)
  }, ms)
  return timer.unref()
}

async function assessWhileQuiet(database: Database, puskesmasId: string, log?: Log): Promise<void> {
  try {
    // A push that comes plans it anew, and what is left with it.
    while (!planned.has(database) && (await assessPortion(database, puskesmasId, log))) continue
  } catch (fault: unknown) {
    log?.({ event: 'assessingFailed', name: fault instanceof Error ? fault.name : typeof fault })
  }
}
