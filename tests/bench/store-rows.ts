import { slowDown, type WorkPage } from './browser.ts'
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

/** Saving, listing, searching and counting on a phone, each over hand-written IndexedDB on the same page. */
export async function storeRows(work: WorkPage): Promise<BenchRow[]> {
  if ((await work.call('counted')) < work.people.length) throw new Error('last month is not counted')
  await work.slow(slowDown)
  const search = async (name: 'search' | 'plainSearch') => {
    const { took, found } = await work.call(name, typed)
    if (found === 0) throw new Error('nobody was found')
    return took / typed.length
  }
  const saving = await interleave(
    {
      save: () => meanOf(savesARound, () => work.call('save')),
      plainSave: () => meanOf(savesARound, () => work.call('plainSave')),
      list: () => meanOf(savesARound, () => work.call('saveAndList')),
      plainList: () => meanOf(savesARound, () => work.call('plainSaveAndList')),
    },
    { rounds, warming: 2 },
  )
  const reading = await interleave(
    {
      search: () => search('search'),
      plainSearch: () => search('plainSearch'),
      tally: () => meanOf(readsARound, () => work.call('tally')),
      plainTally: () => meanOf(readsARound, () => work.call('plainTally')),
    },
    { rounds, warming: 2 },
  )
  await work.slow(1)
  return [
    ratioRow('save a visit with its outbox row, strict, 6×', 'ms', saving.save, saving.plainSave, {
      atMost: 2,
    }),
    ratioRow('save, then the list shows it, 6×', 'ms', saving.list, saving.plainList, { atMost: 1.5 }),
    ratioRow('search by any part of a name among 1,000, 6×', 'ms', reading.search, reading.plainSearch, {
      atMost: 0.25,
    }),
    ratioRow('month table, 6×', 'ms', reading.tally, reading.plainTally, { atMost: 0.2 }),
  ]
}
