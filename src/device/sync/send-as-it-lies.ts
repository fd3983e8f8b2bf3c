import { type Clock, systemClock } from '#device/platform/clock.ts'
import { type Database, readMeta } from '#device/store/database.ts'
import { type Outcome, runSync } from './engine.ts'
import type { Transport } from './send.ts'

/** A locked phone with nothing to send asks so often whether it was revoked, ms: a lost one is soon in somebody's hands. */
const askedEveryMs = 60 * 60_000

/**
 * Sends what waits for who holds no key: what lies sealed goes as it lies (sync-spec PK8), and nothing is pulled. Under
 * the sync lock, which the caller holds.
 */
export async function sendAsItLies(
  database: Database,
  transport: Transport = (path, request) => fetch(path, request),
  clock: Clock = systemClock,
): Promise<Outcome> {
  // Who sends so carries no version of its own: what goes was written by the app that last judged here.
  const appVersion = (await database.run(() => readMeta(database, 'rulesEdition'))) ?? 'locked'
  return runSync({
    database,
    queueSeal: undefined,
    clock,
    transport,
    appVersion,
    asks: await database.run(() => isLongSilent(database, clock.now())),
  })
}

/** Its last word was long ago, or, by a clock that was set since, is still to come. */
async function isLongSilent(database: Database, now: number): Promise<boolean> {
  const { lastContactAt = 0, clockOffset = 0 } = (await readMeta(database, 'contact')) ?? {}
  return Math.abs(now - (lastContactAt + clockOffset)) > askedEveryMs
}
