import { StoreError } from '#device/store/store-error.ts'

/** Whether this phone has nothing of its own that lies open any more. Once it is so it stays so. */
export type IsAllSealed = () => Promise<boolean>

/**
 * Refuses a body that lies open on a phone that is sealed: whoever wrote it there had the disk, and not the key.
 * @throws StoreError `notSealed`
 */
export async function refuseOpen(isAllSealed: IsAllSealed): Promise<void> {
  if (await isAllSealed()) throw new StoreError('notSealed')
}
