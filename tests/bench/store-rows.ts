import { type PhonePage, slowDown } from './browser.ts'
import { interleave } from './rounds.ts'
import { type BenchRow, ratioRow } from './table.ts'

const rounds = 15
/** Several in a row, so that one stutter of the machine's disk does not make a round. */
const savesARound = 4
const readsARound = 5
const typed = ['si', 'nur', 'rahma', 'saputra', 'ani', '0471', 'wij']

async function meanOf(count: number, work: () => Promise<number>): Promise<number> {
  let sum = 0
  for (let i = 0; i < count; i++) sum += await work()
  return sum / count
}

/** Saving, listing, searching and counting on a phone, over hand-written IndexedDB and over PouchDB on the same page. */
export async function storeRows(page: PhonePage, people: number): Promise<BenchRow[]> {
  if ((await page.call('counted')) < people) throw new Error('last month is not counted')
  return [...(await rowsAt(page, slowDown)), ...(await rowsAt(page, 1))]
}

async function rowsAt(page: PhonePage, slowness: number): Promise<BenchRow[]> {
  await page.slow(slowness)
  const saving = await interleave(
    {
      save: () => meanOf(savesARound, () => page.call('save')),
      openSave: () => meanOf(savesARound, () => page.call('openSave')),
      plainSave: () => meanOf(savesARound, () => page.call('plainSave')),
      pouchSave: () => meanOf(savesARound, () => page.call('pouchSave')),
      list: () => meanOf(savesARound, () => page.call('saveAndList')),
      plainList: () => meanOf(savesARound, () => page.call('plainSaveAndList')),
      pouchList: () => meanOf(savesARound, () => page.call('pouchSaveAndList')),
    },
    { rounds, warming: 2 },
  )
  const search = async (name: 'search' | 'plainSearch' | 'pouchSearch') => {
    const { took, found } = await page.call(name, typed)
    if (found === 0) throw new Error('nobody was found')
    return took / typed.length
  }
  const reading = await interleave(
    {
      search: () => search('search'),
      plainSearch: () => search('plainSearch'),
      pouchSearch: () => search('pouchSearch'),
      tally: () => meanOf(readsARound, () => page.call('tally')),
      plainTally: () => meanOf(readsARound, () => page.call('plainTally')),
      pouchTally: () => meanOf(readsARound, () => page.call('pouchTally')),
    },
    { rounds, warming: 2 },
  )
  await page.slow(1)
  const row = (work: string, ours: number[], plain: number[], pouch: number[], atMost: number) => [
    ratioRow(`${work}, ${slowness}×`, 'ms', ours, plain, { atMost }),
    ratioRow(`${work}, ${slowness}×, of PouchDB's`, 'ms', ours, pouch, { atMost: 1 }),
  ]
  return [
    ...row('save a visit with its outbox row, strict', saving.save, saving.plainSave, saving.pouchSave, 2),
    ratioRow(`save, sealed over open, ${slowness}×`, 'ms', saving.save, saving.openSave, { atMost: 1.5 }),
    ...row('save, then the list shows it', saving.list, saving.plainList, saving.pouchList, 1.5),
    ...row(
      'search by any part of a name among 1,000',
      reading.search,
      reading.plainSearch,
      reading.pouchSearch,
      0.25,
    ),
    ...row('month table', reading.tally, reading.plainTally, reading.pouchTally, 0.2),
  ]
}
