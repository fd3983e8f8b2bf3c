import { type Database, readMeta } from '#device/store/database.ts'
import { StoreError } from '#device/store/store-error.ts'

/** Whether this phone has nothing of its own that lies open any more. Once it is so it stays so. */
export type IsAllSealed = () => Promise<boolean>

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

/**
 * Refuses a body that lies open on a phone that is sealed: whoever wrote it there had the disk, and not the key.
 * @throws StoreError `notSealed`
 */
export async function refuseOpen(isAllSealed: IsAllSealed): Promise<void> {
  if (await isAllSealed()) throw new StoreError('notSealed')
}
