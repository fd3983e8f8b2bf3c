/** What the worker of an update says to every page once it has all its files. */
export const updateReady = 'update-ready'

/** What page and worker tell each other about an update, kept where both see it and no update deletes it. */
export type UpdateMarks = {
  /** The worker: a newer Teratai lies on this phone, whole. */
  readonly noteReady: () => Promise<void>
  readonly isReady: () => Promise<boolean>
  /** The page: a person agrees. It holds for a short while, so that it opens no later day's door. */
  readonly consent: (now: number) => Promise<void>
  readonly isConsented: (now: number) => Promise<boolean>
  readonly withdraw: () => Promise<void>
  /** Once the update took over, or is gone. */
  readonly clear: () => Promise<void>
}

/** Long enough to look through the downloaded files on a slow phone. */
const consentMs = 2 * 60_000

const ready = '/update-ready'
const consented = '/update-consented'

export function updateMarks(browser: CacheStorage = caches): UpdateMarks {
  const open = () => browser.open('teratai-update')
  const withdraw = async () => void (await (await open()).delete(consented))
  return {
    noteReady: async () => (await open()).put(ready, new Response('')),
    isReady: async () => (await (await open()).match(ready)) !== undefined,
    consent: async (now) => (await open()).put(consented, new Response(String(now))),
    async isConsented(now) {
      const given = await (await open()).match(consented)
      const age = now - Number(await given?.text())
      return given !== undefined && age >= 0 && age < consentMs
    },
    withdraw,
    async clear() {
      await withdraw()
      await (await open()).delete(ready)
    },
  }
}
