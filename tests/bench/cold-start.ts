import type { DirectoryEntry } from '#device/store/store.ts'
import { enrolByLink, untilReadyOffline } from '#tests/journeys/kader.ts'
import { pinRounds } from '#device/vault/wrap-key.ts'
import { kaderPin, openPhone, type Phone } from '#tests/journeys/phone.ts'
import { slowDown } from './browser.ts'
import { interleave } from './rounds.ts'
import type { Stage } from './stage.ts'
import { serveFolder } from './static-server.ts'
import { type BenchRow, ratioRow } from './table.ts'

const rounds = 9
/** Twice before, so that both have their scripts' compiled code in the cache. */
const warming = 2
const rowsShown = 50
const keysShown = 11
/** The browser's own start is over by then, ms. */
const settlingMs = 1_000

type Shown = { readonly shown: number; readonly firstPaint: number }

/** Tells when so many elements of a selector stand and have been painted, ms since the navigation began. */
function watchForRows([selector, count]: readonly [string, number]): void {
  const shown = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error(`${selector} did not come`)), 60_000)
    const look = () => {
      if (document.querySelectorAll(selector).length < count) return
      watcher.disconnect()
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0))
    }
    const watcher = new MutationObserver(look)
    watcher.observe(document, { childList: true, subtree: true })
  })
  Object.assign(window, { benchShown: shown })
}

async function readPaint(): Promise<Shown> {
  const firstPaint = await new Promise<number>((resolve) => {
    new PerformanceObserver((list) => {
      const paint = list.getEntries().find((entry) => entry.name === 'first-paint')
      if (paint) resolve(paint.startTime)
    }).observe({ type: 'paint', buffered: true })
  })
  // Set above, in the page before its first script.
  const { benchShown } = window as unknown as { benchShown: Promise<number> }
  return { shown: await benchShown, firstPaint }
}

/** The browser anew on the same profile, without network and slowed, straight to a page. */
async function startCold(phone: Phone, address: string, selector: string, count: number): Promise<Shown> {
  await phone.restart({ slowDown, offline: true })
  const { page } = phone
  await page.addInitScript(watchForRows, [selector, count] as const)
  await page.waitForTimeout(settlingMs)
  await page.goto(address, { waitUntil: 'commit' })
  return page.evaluate(readPaint)
}

/**
 * Types the PIN at once on the keys that stand there; ms from its last digit to the rows, without what the PIN's own slow
 * hash costs here.
 */
function unlockNow([pin, rounds]: readonly [string, number]): Promise<number> {
  const shown = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error('the rows did not come')), 60_000)
    const look = () => {
      if (document.querySelectorAll('li a[href^="/person/"]').length < 50) return
      watcher.disconnect()
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0))
    }
    const watcher = new MutationObserver(look)
    watcher.observe(document, { childList: true, subtree: true })
  })
  const slowHash = async () => {
    const began = performance.now()
    const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
      'deriveBits',
    ])
    await crypto.subtle.deriveBits(
      { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(16), iterations: rounds },
      key,
      256,
    )
    return performance.now() - began
  }
  const unlock = async () => {
    for (const key of pin) window.dispatchEvent(new KeyboardEvent('keydown', { key }))
    const typed = performance.now()
    return (await shown) - typed
  }
  return slowHash().then(async (hashing) => (await unlock()) - hashing)
}

/** Puts the same rows, in the order of the list, into the floor's own database. */
function putRows(rows: readonly DirectoryEntry[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('floor', 1)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('people', 'readwrite')
      rows.forEach((row, place) => transaction.objectStore('people').put({ ...row, place }))
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
    }
  })
}

type Folders = { readonly app: string; readonly floor: string }

/** The built app on its list of people after a cold start without network, over React and over a page without script. */
export async function coldStartRows(
  stage: Stage,
  folders: Folders,
  code: string,
  people: readonly DirectoryEntry[],
): Promise<BenchRow[]> {
  const app = await serveFolder(folders.app, { puskesmas: stage.address })
  const floor = await serveFolder(folders.floor)
  const phone = await openPhone()
  try {
    await enrolByLink(phone.page, `${app.address}/enrol#${code}`)
    await untilReadyOffline(phone.page)
    await phone.page.goto(floor.address)
    await untilReadyOffline(phone.page)
    await phone.page.evaluate(putRows, people)
    const paints: number[] = []
    const unlocks: number[] = []
    let counted = -warming
    const times = await interleave(
      {
        async app() {
          const start = await startCold(phone, `${app.address}/people`, 'fieldset button', keysShown)
          const unlocked = await phone.page.evaluate(unlockNow, [kaderPin, pinRounds] as const)
          if (counted++ >= 0) {
            paints.push(start.firstPaint)
            unlocks.push(unlocked)
          }
          return start.shown
        },
        react: async () => (await startCold(phone, floor.address, '[data-person]', rowsShown)).shown,
        still: async () => (await startCold(phone, `${floor.address}/static.html`, 'main', 1)).firstPaint,
      },
      { rounds, warming },
    )
    return [
      ratioRow('offline cold start to the keys of the lock, 6×', 'ms', times.app, times.react, {
        atMost: 1.4,
      }),
      ratioRow(
        'from the PIN, without its own cost, to the first 50 of 1,000 people, 6×',
        'ms',
        unlocks,
        times.react,
        { atMost: 1.3 },
      ),
      ratioRow('first paint of that start', 'ms', paints, times.still, { atMost: 1.1 }),
    ]
  } finally {
    await phone.close()
    await app.close()
    await floor.close()
  }
}
