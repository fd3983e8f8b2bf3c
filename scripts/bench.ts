import { openWorkPage } from '#tests/bench/browser.ts'
import { buildPages } from '#tests/bench/build-pages.ts'
import { coldStartRows } from '#tests/bench/cold-start.ts'
import { pushRows } from '#tests/bench/push-rows.ts'
import { serverRows } from '#tests/bench/server-merge.ts'
import { sizeRows } from '#tests/bench/sizes.ts'
import { setStage } from '#tests/bench/stage.ts'
import { storeRows } from '#tests/bench/store-rows.ts'
import { type BenchRow, report } from '#tests/bench/table.ts'

const people = 1_000

const say = (text: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`)

/** `npm run bench`: every figure beside its floor of the same run; prints the table and writes `bench.json`. */
async function bench(): Promise<void> {
  const rows: BenchRow[] = []
  say('building')
  const folders = await buildPages()
  rows.push(...sizeRows())
  say('setting the stage')
  const stage = await setStage()
  try {
    const posyandu = await stage.makePosyandu('Posyandu Teratai 1', people)
    const work = await openWorkPage(stage, folders.work, await posyandu.newCode())
    try {
      if (work.people.length !== people) throw new Error(`${work.people.length} of ${people} people came`)
      say('cold starts')
      rows.push(...(await coldStartRows(stage, folders, await posyandu.newCode(), work.people)))
      say('store')
      rows.push(...(await storeRows(work)))
      say('push')
      rows.push(...(await pushRows(work)))
    } finally {
      await work.close()
    }
    say('server')
    rows.push(...(await serverRows(stage)))
  } finally {
    await stage.close()
  }
  report(rows, 'bench.json')
}

await bench()
