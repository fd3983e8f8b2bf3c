import { type Database, readMeta } from '#device/store/database.ts'
import type { IsAllSealed } from './refuse-open.ts'

/**
 * Asks the database, as long as the answer may still change: many at once ask together, and none after the last lot was
 * sealed.
 */
export function allSealedIn(database: Database): IsAllSealed {
  let asked: Promise<boolean> | undefined
  return () => {
    asked ??= ask()
    return asked
  }
  async function ask() {
    const isAllSealed = (await readMeta(database, 'sealed').finally(() => (asked = undefined))) ?? false
    if (isAllSealed) asked = Promise.resolve(true)
    return isAllSealed
  }
}
