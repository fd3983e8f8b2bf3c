import { type Link, linkNames, type PhonePage } from './browser.ts'
import { interleave } from './rounds.ts'
import type { Stage } from './stage.ts'
import { type BenchRow, ratioRow } from './table.ts'

const visits = 500
const remote = '/pouch/push'

/** 500 visits to the real server, over one gzip POST of such visits as plain rows, and over PouchDB's replication. */
export async function pushRows(page: PhonePage, stage: Stage): Promise<BenchRow[]> {
  return [...(await rowsOver(page, stage, 'slow')), ...(await rowsOver(page, stage, 'fast'))]
}

async function rowsOver(page: PhonePage, { concluded }: Stage, link: Link): Promise<BenchRow[]> {
  const bytes = { push: [] as number[], locked: [] as number[], plain: [] as number[], pouch: [] as number[] }
  const send = async (rival: keyof typeof bytes, work: () => Promise<number>) => {
    page.takeBytes()
    const took = await page.over(link, work)
    bytes[rival].push(page.takeBytes())
    return took
  }
  const behind: number[] = []
  const works = {
    async push() {
      await page.call('fill', visits)
      const took = await send('push', () => page.call('push'))
      const { waiting, held } = await page.call('balance')
      if (waiting + held > 0) throw new Error(`${waiting} wait and ${held} are held after the push`)
      // As the phone does when nobody waits: the next round begins with nothing left to write.
      behind.push(took + (await page.call('fold')))
      return took
    },
    async locked() {
      await page.call('fill', visits)
      const took = await send('locked', () => page.call('lockedPush'))
      await page.call('fold')
      // Who sends without looking at what is new is told of it later, and not in the round of another.
      await page.call('push')
      return took
    },
    async plain() {
      await page.call('plainFill', visits)
      return send('plain', () => page.call('plainPush'))
    },
    async pouch() {
      await page.call('pouchFill', visits)
      return send('pouch', () => page.call('pouchPush', remote))
    },
  }
  const times = await interleave(works, { before: concluded })
  const work = `push ${visits} visits, ${linkNames[link]}`
  const ofPouch = [
    ratioRow(`${work}: bytes, of PouchDB's`, 'bytes', bytes.push, bytes.pouch, { atMost: 0.15 }),
    ratioRow(`${work}: time, of PouchDB's`, 'ms', times.push, times.pouch, { atMost: 0.15 }),
  ]
  if (link === 'fast') return ofPouch
  return [
    ratioRow(`${work}: bytes`, 'bytes', bytes.push, bytes.plain, { atMost: 1 }),
    ratioRow(`${work}: bytes, locked`, 'bytes', bytes.locked, bytes.plain, { atMost: 3 }),
    ratioRow(`${work}: time`, 'ms', times.push, times.plain, { atMost: 1.1 }),
    ratioRow(`${work}: time with what is written behind it`, 'ms', behind, times.plain, { atMost: 2 }),
    ...ofPouch,
  ]
}
