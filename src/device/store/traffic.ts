import type { Traffic } from '#device/sync/send.ts'
import { type Database, readMeta, writeMeta } from './database.ts'

/** By calendar month, `YYYY-MM`, of the phone's zone: bytes that were sent and received, and those of new versions. */
export type TrafficNote = Readonly<Record<string, Traffic & { readonly app?: number }>>

/** The month of a moment, ms, in the phone's own zone. */
export function trafficMonth(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`
}

/** This month and the one before. */
const monthsKept = 2

/** Adds to a month; what is older than the month before goes. */
export function withTraffic(
  before: TrafficNote | undefined,
  at: number,
  { sent, received, app = 0 }: Partial<Traffic> & { readonly app?: number } & Traffic,
): TrafficNote {
  const month = trafficMonth(at)
  const known = before?.[month]
  const sum = {
    sent: (known?.sent ?? 0) + sent,
    received: (known?.received ?? 0) + received,
    app: (known?.app ?? 0) + app,
  }
  const months = Object.entries({ ...before, [month]: sum }).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(months.slice(-monthsKept))
}

/** Counts what one exchange took, within whatever transaction is open; `at` by the server's time, ms. */
export async function noteTraffic(database: Database, at: number, traffic: Traffic): Promise<void> {
  await writeMeta(database, 'traffic', withTraffic(await readMeta(database, 'traffic'), at, traffic))
}

/** The same by the phone's clock, `now` in ms; in a transaction of its own where none is open. */
export async function noteTrafficNow(database: Database, now: number, traffic: Traffic): Promise<void> {
  await database.dexie.transaction('rw', database.meta, async () => {
    const contact = await readMeta(database, 'contact')
    await noteTraffic(database, now - (contact?.clockOffset ?? 0), traffic)
  })
}
