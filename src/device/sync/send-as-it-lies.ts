import { browserLocks } from '#device/platform/locks.ts'
import { systemClock } from '#device/platform/clock.ts'
import { openDatabase, readMeta } from '#device/store/database.ts'
import { type Outcome, runSync } from './engine.ts'
import { syncLock } from './sync-lock.ts'

/**
 * Sends what waits for who holds no key: what lies sealed goes as it lies (sync-spec PK8), and nothing is pulled.
 * `undefined` where somebody else is sending.
 */
export async function sendAsItLies(): Promise<Outcome | undefined> {
  return browserLocks().holdIfFree(syncLock, pushOnce)
}

/** The same under a lock that the caller holds. */
export async function pushOnce(): Promise<Outcome> {
  const database = openDatabase()
  try {
    // Who sends so carries no version of its own: what goes was written by the app that last judged here.
    const appVersion = (await database.run(() => readMeta(database, 'rulesEdition'))) ?? 'locked'
    return await runSync({
      database,
      queueSeal: undefined,
      clock: systemClock,
      transport: (path, request) => fetch(path, request),
      appVersion,
    })
  } finally {
    database.close()
  }
}
