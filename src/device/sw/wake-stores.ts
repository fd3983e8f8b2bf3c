import { databaseName, openAsItIs } from '#device/store/open-as-it-is.ts'

/** A slow phone has opened the store by itself by then. */
const keptOpenMs = 5_000

/**
 * Opens the phone's database while its page is still on the way: reading its files takes the browser as long as
 * loading the page, and a page that then asks finds them read. Nothing in it is looked at.
 */
export async function wakeStore(factory: IDBFactory = indexedDB, name = databaseName): Promise<void> {
  const database = await openAsItIs(factory, name).catch(() => undefined)
  if (database) setTimeout(() => database.close(), keptOpenMs)
}
