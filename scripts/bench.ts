import { parseArgs } from 'node:util'
import type { DirectoryEntry } from '#device/store/store.ts'
import { openPhonePage, type PhonePage } from '#tests/bench/browser.ts'
import { buildPages } from '#tests/bench/build-pages.ts'
import { coldStartRows } from '#tests/bench/cold-start.ts'
import { startPouchServer } from '#tests/bench/pouch-server.ts'
import { diskRows } from '#tests/bench/disk-rows.ts'
import { pullRows } from '#tests/bench/pull-rows.ts'
import { pushRows } from '#tests/bench/push-rows.ts'
import { serverRows } from '#tests/bench/server-merge.ts'
import { sizeRows } from '#tests/bench/sizes.ts'
import { type Posyandu, type Stage, setStage } from '#tests/bench/stage.ts'
import { storeRows } from '#tests/bench/store-rows.ts'
import { type BenchRow, print, write } from '#tests/bench/table.ts'
import { commitNow } from './commit-now.ts'

/**
 * `npm run bench`: every figure beside its floor and beside PouchDB, of the same run; prints the table and the commit, and
 * writes `bench.json`. It takes some half an hour on a quiet machine. `-- --only store --only push` measures these alone,
 * and writes nothing.
 */
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } })

const people = 1_000
type Folders = Awaited<ReturnType<typeof buildPages>>
type Scene = { readonly stage: Stage; readonly folders: Folders; readonly posyandu: Posyandu }

const parts: Readonly<Record<string, (scene: Scene) => Promise<BenchRow[]> | BenchRow[]>> = {
  sizes: sizeRows,
  async cold(scene) {
    const list = await onEnrolledPage(scene, (_, read) => Promise.resolve(read))
    return coldStartRows(scene.stage, scene.folders, await scene.posyandu.newCode(), list)
  },
  store: (scene) => onEnrolledPage(scene, (page) => storeRows(page, people)),
  disk: (scene) => onEnrolledPage(scene, (page) => diskRows(page)),
  push: (scene) => onEnrolledPage(scene, (page) => pushRows(page, scene.stage)),
  pull: ({ stage, folders }) => pullRows(stage, folders.phonePage),
  server: ({ stage }) => serverRows(stage),
}

const say = (text: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`)

/** A page of its own for each part: what one leaves behind does not burden the next. */
async function onEnrolledPage<T>(
  { stage, folders, posyandu }: Scene,
  work: (page: PhonePage, list: readonly DirectoryEntry[]) => Promise<T>,
): Promise<T> {
  const pouch = await startPouchServer()
  const page = await openPhonePage(folders.phonePage, { puskesmas: stage.address, pouch: pouch.address })
  try {
    const list = await page.call('start', [await posyandu.newCode(), await posyandu.newCode()])
    if (list.length !== people) throw new Error(`${list.length} of ${people} people came`)
    return await work(page, list)
  } finally {
    await page.close()
    await pouch.close()
  }
}

async function bench(names: readonly string[]): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  say('building')
  const folders = await buildPages()
  say('setting the stage')
  const stage = await setStage()
  try {
    const posyandu = await stage.makePosyandu('Posyandu Teratai 1', people)
    for (const name of names) {
      say(name)
      try {
        rows.push(...((await parts[name]?.({ stage, folders, posyandu })) ?? []))
      } catch (error) {
        // What the other parts came to is told all the same.
        say(`${name} failed: ${String(error)}`)
        process.exitCode = 1
      }
    }
  } finally {
    await stage.close()
  }
  return rows
}

const unknown = values.only?.filter((name) => !Object.hasOwn(parts, name)) ?? []
if (unknown.length > 0) {
  console.error(`--only takes ${Object.keys(parts).join(', ')}, not ${unknown.join(', ')}`)
  process.exit(2)
}
const commit = commitNow()
const rows = await bench(values.only ?? Object.keys(parts))
print(rows)
console.log(`commit ${commit}`)
if (!values.only && !process.exitCode) write(rows, 'bench.json')
