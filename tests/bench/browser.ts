import { openPhone, slow } from '#tests/journeys/phone.ts'
import { type Backends, serveFolder } from './static-server.ts'
import type { Work } from './phone-page/main.ts'

/** How many times slower than this machine the phone of the bench is. */
export const slowDown = 6
const unhindered = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
/** `slow`: 400 kbit/s both ways, 400 ms. */
const links = {
  slow: { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 },
  fast: unhindered,
}
export type Link = keyof typeof links
/** As rows of the bench name them. */
export const linkNames: Readonly<Record<Link, string>> = {
  slow: '400 kbit/s and 400 ms',
  fast: 'fast link',
}

type Promised<T> = T extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never

/** The page that works with the phone's store and with its rivals, in a browser of its own. */
export type PhonePage = {
  call<K extends keyof Work>(
    name: K,
    ...args: Work[K] extends (...args: infer A) => unknown ? A : never
  ): ReturnType<Promised<Work[K]>>
  slow(times: number): Promise<void>
  /** Works over the slow link of the bench, or over one that is as fast as this machine. */
  over<T>(link: Link, work: () => Promise<T>): Promise<T>
  /** Bytes of bodies both ways since the last call. */
  readonly takeBytes: () => number
  close(): Promise<void>
}

export async function openPhonePage(folder: string, backends: Backends): Promise<PhonePage> {
  const site = await serveFolder(folder, backends)
  const phone = await openPhone()
  const { page } = phone
  const session = await page.context().newCDPSession(page)
  await page.goto(site.address)
  await page.waitForFunction('window.work !== undefined')
  const call = (name: string, ...args: unknown[]) =>
    page.evaluate(
      ([name, args]) => {
        // `phone-page/main.ts` puts it there; it was waited for above.
        const { work } = window as unknown as { work: Record<string, (...args: unknown[]) => unknown> }
        return work[name as string]?.(...(args as unknown[]))
      },
      [name, args],
    )
  await session.send('Network.enable')
  return {
    call: call as PhonePage['call'],
    slow: (times) => slow(page, times),
    async over(link, work) {
      await session.send('Network.emulateNetworkConditions', links[link])
      try {
        return await work()
      } finally {
        await session.send('Network.emulateNetworkConditions', unhindered)
      }
    },
    takeBytes: site.takeBytes,
    async close() {
      await phone.close()
      await site.close()
    },
  }
}
