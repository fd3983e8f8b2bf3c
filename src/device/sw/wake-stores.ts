import { openAsItIs, storeNamesIn } from '#device/store/open-as-it-is.ts'

/** A slow phone has opened the store by itself by then. */
const keptOpenMs = 5_000

/**
 * Opens the phone's stores while its page is still on the way: reading their files takes the browser as long as
 * loading the page, and a page that then asks finds them read. Nothing in them is looked at.
 */
export async function wakeStores(factory: IDBFactory = indexedDB): Promise<void> {
  for (const name of await storeNamesIn(factory).catch(() => [])) {
    const database = await openAsItIs(factory, name).catch(() => undefined)
    if (database) setTimeout(() => database.close(), keptOpenMs)
  }
}
