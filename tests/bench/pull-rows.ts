import { gzipSync } from 'node:zlib'
import { type Link, linkNames, openPhonePage, type PhonePage } from './browser.ts'
import { startPouchServer } from './pouch-server.ts'
import { interleave } from './rounds.ts'
import type { Posyandu, Stage } from './stage.ts'
import { type BenchRow, ratioRow } from './table.ts'

const people = 1_000
/** With 250 households, 1,000 people and everybody's last visit they are 10,600 records. */
const earlierVisits = 8_350
const database = 'village'

/** The first load of a phone: 1,000 people and 24 months, over one gzip GET of the plain rows and over PouchDB's. */
export async function pullRows(stage: Stage, folder: string): Promise<BenchRow[]> {
  const posyandu = await stage.makePosyandu('Posyandu Dua Tahun', people, earlierVisits)
  const rows = posyandu.changes.map(({ kind, id, set }) => ({ kind, id, ...set }))
  const pouch = await startPouchServer()
  try {
    await pouch.fill(database, posyandu.changes)
    const backends = {
      puskesmas: stage.address,
      pouch: pouch.address,
      plainRows: gzipSync(JSON.stringify(rows)),
    }
    const page = await openPhonePage(folder, backends)
    try {
      return [...(await rowsOver(page, posyandu, 'slow')), ...(await rowsOver(page, posyandu, 'fast'))]
    } finally {
      await page.close()
    }
  } finally {
    await pouch.close()
  }
}

async function rowsOver(page: PhonePage, posyandu: Posyandu, link: Link): Promise<BenchRow[]> {
  const lists: number[] = []
  const bytes = { pull: [] as number[], plain: [] as number[], pouch: [] as number[] }
  const load = async <T extends { readonly records: number }>(
    rival: keyof typeof bytes,
    work: () => Promise<T>,
  ) => {
    page.takeBytes()
    const loaded = await page.over(link, work)
    bytes[rival].push(page.takeBytes())
    if (loaded.records !== posyandu.changes.length) throw new Error(`${rival}: ${loaded.records} records`)
    return loaded
  }
  const works = {
    async pull() {
      await page.call('freshPhone', await posyandu.newCode())
      const { listMs, loadedMs } = await load('pull', () => page.call('pull'))
      await page.call('dropPhone')
      lists.push(listMs)
      return loadedMs
    },
    async plain() {
      return (await load('plain', () => page.call('plainPull'))).took
    },
    async pouch() {
      return (await load('pouch', () => page.call('pouchPull', `/pouch/${database}`))).took
    },
  }
  const times = await interleave(works)
  const work = `first pull of ${posyandu.changes.length} records, ${linkNames[link]}`
  const ofPouch = [
    ratioRow(`${work}: bytes, of PouchDB's`, 'bytes', bytes.pull, bytes.pouch, { atMost: 0.4 }),
    ratioRow(`${work}: time, of PouchDB's`, 'ms', times.pull, times.pouch, { atMost: 0.4 }),
  ]
  if (link === 'fast') return ofPouch
  return [
    ratioRow(`${work}: bytes`, 'bytes', bytes.pull, bytes.plain, { atMost: 1 }),
    ratioRow(`${work}: time`, 'ms', times.pull, times.plain, { atMost: 1.1 }),
    ratioRow(`${work}: first list usable`, 'ms', lists, times.plain, { atMost: 0.25 }),
    ...ofPouch,
  ]
}
