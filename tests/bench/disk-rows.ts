import { setTimeout as wait } from 'node:timers/promises'
import type { PhonePage } from './browser.ts'
import { type BenchRow, ratioRow } from './table.ts'

const rounds = 3
/** Of 500. Plain rows are small: more of them, so that the log of LevelDB, up to 4 MB, weighs as little. */
const visitLots = 10
const plainLots = 60

/** What a visit takes on the phone's disk, by the browser's own account, over such visits as plain rows. */
export async function diskRows(page: PhonePage): Promise<BenchRow[]> {
  const perVisit: number[] = []
  const perPlain: number[] = []
  const grown = async (fill: () => Promise<number>) => {
    const before = await settled(page)
    const count = await fill()
    return ((await settled(page)) - before) / count
  }
  for (let round = 0; round < rounds; round++) {
    perVisit.push(await grown(() => page.call('diskFill', visitLots)))
    perPlain.push(await grown(() => page.call('plainDiskFill', plainLots)))
  }
  return [
    ratioRow('bytes on disk a visit, sealed, with outbox, list and tallies', 'bytes', perVisit, perPlain, {
      atMost: 2,
    }),
  ]
}

/** The browser writes and tidies behind: what it takes once that has come to rest. */
async function settled(page: PhonePage): Promise<number> {
  for (let last = Number.NaN; ; ) {
    const now = await page.call('onDisk')
    if (now === last) return now
    last = now
    await wait(3_000)
  }
}
