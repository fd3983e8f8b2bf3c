import { whenIdle } from './idle.ts'

/** What a posyandu day with all its visits, drafts and messages takes on the phone, with room to spare (Teratai's own). */
const dayBytes = 5 * 1024 * 1024
/** A phone does not fill up within this: a trial that succeeded is not made again, ms. */
const trustedFor = 10 * 60_000

const cacheName = 'room-trial'
const fileName = '/room-trial'

/** Whether there is room; nothing where the browser gives no cache to try it with. */
export type RoomTrial = (now: number) => Promise<boolean | undefined>

/**
 * Writes as much as a posyandu day takes, and takes it away again. What browsers tell of free space is no witness:
 * today's Chromium tells every site the same, however full the phone is. While the phone is busy, as with showing its
 * first screen, the trial waits. `now` by the phone's clock, ms.
 */
export function createRoomTrial(browser: CacheStorage | undefined = globalThis.caches): RoomTrial {
  let succeeded: number | undefined
  let underWay: Promise<boolean | undefined> | undefined
  return async (now) => {
    if (!browser) return undefined
    if (succeeded !== undefined && now >= succeeded && now - succeeded < trustedFor) return true
    underWay ??= whenIdle()
      .then(() => tryRoom(browser))
      .finally(() => {
        underWay = undefined
      })
    const fits = await underWay
    succeeded = fits ? now : undefined
    return fits
  }
}

async function tryRoom(browser: CacheStorage): Promise<boolean | undefined> {
  const cache = await browser.open(cacheName).catch(() => undefined)
  if (!cache) return undefined
  try {
    await cache.put(fileName, new Response(new Uint8Array(dayBytes)))
    return true
  } catch {
    return false
  } finally {
    // A cache that goes keeps its room until nobody holds it; a file gives it back at once.
    await cache.delete(fileName).catch(() => false)
    await browser.delete(cacheName).catch(() => false)
  }
}
