import type { WorkPage } from './browser.ts'
import { interleave } from './rounds.ts'
import { type BenchRow, ratioRow } from './table.ts'

const visits = 500

/** 500 visits to the real server over a slow link, over one gzip POST of the same visits as plain rows. */
export async function pushRows(work: WorkPage): Promise<BenchRow[]> {
  const bytes = { push: [] as number[], plain: [] as number[] }
  const times = await interleave({
    async push() {
      await work.call('fill', visits)
      work.takeBytes()
      const took = await work.onSlowLink(() => work.call('push'))
      bytes.push.push(work.takeBytes())
      const { waiting, held } = await work.call('balance')
      if (waiting + held > 0) throw new Error(`${waiting} wait and ${held} are held after the push`)
      return took
    },
    async plain() {
      work.takeBytes()
      const took = await work.onSlowLink(() => work.call('plainPush'))
      bytes.plain.push(work.takeBytes())
      return took
    },
  })
  return [
    ratioRow('push 500 visits, 400 kbit/s and 400 ms: bytes', 'bytes', bytes.push, bytes.plain, {
      atMost: 1,
    }),
    ratioRow('push 500 visits, 400 kbit/s and 400 ms: time', 'ms', times.push, times.plain, { atMost: 1.1 }),
  ]
}
