import { openPhone, slow } from '#tests/journeys/phone.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import { serveFolder } from './static-server.ts'
import type { Stage } from './stage.ts'
import type { Work } from './work/main.ts'

/** How many times slower than this machine the phone of the bench is. */
export const slowDown = 6
/** The link of the bench: 400 kbit/s both ways, 400 ms. */
const link = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const unhindered = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }

type Promised<T> = T extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never

/** The work page in a browser of its own, enrolled at the stage's server. */
export type WorkPage = {
  readonly people: readonly DirectoryEntry[]
  call<K extends keyof Work>(
    name: K,
    ...args: Work[K] extends (...args: infer A) => unknown ? A : never
  ): ReturnType<Promised<Work[K]>>
  slow(times: number): Promise<void>
  onSlowLink<T>(work: () => Promise<T>): Promise<T>
  /** Bytes of request bodies since the last call. */
  readonly takeBytes: () => number
  close(): Promise<void>
}

export async function openWorkPage(stage: Stage, folder: string, code: string): Promise<WorkPage> {
  const site = await serveFolder(folder, stage.address)
  const phone = await openPhone()
  const { page } = phone
  const session = await page.context().newCDPSession(page)
  await page.goto(site.address)
  await page.waitForFunction('window.work !== undefined')
  const call = (name: string, ...args: unknown[]) =>
    page.evaluate(
      ([name, args]) => {
        const { work } = window as unknown as { work: Record<string, (...args: unknown[]) => unknown> }
        return work[name as string]?.(...(args as unknown[]))
      },
      [name, args],
    )
  await session.send('Network.enable')
  const people = (await call('start', code)) as readonly DirectoryEntry[]
  return {
    people,
    call: call as WorkPage['call'],
    slow: (times) => slow(page, times),
    async onSlowLink(work) {
      await session.send('Network.emulateNetworkConditions', link)
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
