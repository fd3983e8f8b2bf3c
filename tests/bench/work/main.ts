import { liveQuery } from 'dexie'
import { levels } from '#domain/instruments/instrument.ts'
import { enrol } from '#device/enrolment/enrol.ts'
import { countStages, selectPeople, stagesOn } from '#device/features/people/list-people.ts'
import { newId } from '#device/platform/ids.ts'
import { createStore } from '#device/store/create-store.ts'
import type { Change, DirectoryEntry } from '#device/store/store.ts'
import { runSync } from '#device/sync/engine.ts'
import { createIntake } from '#device/sync/intake.ts'
import type { Transport } from '#device/sync/send.ts'
import { inventVisit } from '#tests/bench/village.ts'
import { createRandom } from '#tests/fakes/random.ts'
import { openPlainDatabase } from './plain-database.ts'

/** Works with the phone's real store and engine beside hand-written floors; the bench calls it through `window.work`. */
const local = createStore()
const { store } = local
const { database } = local.planner
const plain = await openPlainDatabase()
const random = createRandom(3)
const transport: Transport = (path, request) => fetch(path, request)

const visitedOn = '2026-11-10'
const lastMonth = '2026-10'
const sexes = ['female', 'male']
/** Stages as reports count them, finer than cards: 8 × 6 levels × 2 sexes are 96 cells. */
const reportStages = ['ibu-hamil', 'nifas', 'bayi', 'balita', 'apras', 'remaja', 'dewasa', 'lansia']
const cells = reportStages.flatMap((card) =>
  levels.flatMap((level) => sexes.map((sex) => [lastMonth, card, level, sex] as const)),
)
/** Far less than anybody takes to fill a form. */
const pauseMs = 400
let people: readonly DirectoryEntry[] = []
let next = 0
let waiting: readonly Change[] = []

async function clocked(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** A visit of the next person in the list. */
function nextVisit(): { change: Change; person: DirectoryEntry } {
  const person = people[next++ % people.length] as DirectoryEntry
  const change = inventVisit(random, person, visitedOn)
  return { change: { ...change, kind: 'visit' }, person }
}

/** As on the phone: a visit is written on the screen of a person who has been opened, minutes before. */
async function openPerson({ id }: DirectoryEntry): Promise<void> {
  await store.person(id)
  await pause()
}

/** Before each save and before its floor alike. */
const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs))

/** The very rows that the app wrote last, under new keys: what the floor writes. */
async function lastWritten() {
  const outbox = await database.outbox.orderBy('[deviceId+number]').last()
  const record = outbox && (await database.records.get(outbox.recordId))
  if (!outbox || !record) throw new Error('nothing was written yet')
  return { record: { ...record, id: newId() }, outbox: { ...outbox, number: 1_000_000 + next++ } }
}

/** Resolves once the watched list has been read for the first time; `shows` then waits for the line of a person. */
function watchList() {
  let seen: (entries: readonly DirectoryEntry[]) => void = () => undefined
  const isRead = new Promise<{ shows: (id: string) => Promise<void>; stop: () => void }>(
    (resolve, reject) => {
      const watching = liveQuery(() => store.directory()).subscribe({
        next: (entries) => {
          seen(entries)
          resolve({ shows, stop: () => watching.unsubscribe() })
        },
        error: reject,
      })
    },
  )
  const shows = (id: string) =>
    new Promise<void>((resolve) => {
      seen = (entries) => {
        if (entries.find((entry) => entry.id === id)?.lastVisit?.day === visitedOn) resolve()
      }
    })
  return isRead
}

const run = async () => {
  const outcome = await runSync({
    database,
    queueSeal: local.planner.seals.queue,
    clock: local.clock,
    transport,
    appVersion: 'bench',
    intake: createIntake(local),
  })
  if (!outcome.ok) throw new Error(outcome.failure.code)
}

async function gzip(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Response(stream).arrayBuffer()
}

const work = {
  /** Enrols with a code and pulls everything; gives the list of people in its order. */
  async start(code: string) {
    const result = await enrol({ local, transport, appVersion: 'bench' }, code)
    if (!result.ok) throw new Error(result.code)
    await run()
    people = await store.directory()
    await plain.putPeople(people)
    await plain.putVisits(
      people.map(({ id }, i) => {
        const [, card, level, sex] = cells[i % cells.length] as (typeof cells)[number]
        return { id, month: lastMonth, card, level, sex }
      }),
    )
    return people
  },
  async save() {
    const { change, person } = nextVisit()
    await openPerson(person)
    return clocked(() => store.save([change]))
  },
  async plainSave() {
    const { record, outbox } = await lastWritten()
    await pause()
    return clocked(() => plain.save(record, outbox))
  },
  async saveAndList() {
    const { change, person } = nextVisit()
    const list = await watchList()
    const took = await clocked(async () => {
      const shown = list.shows(person.id)
      await store.save([change])
      await shown
    })
    list.stop()
    return took
  },
  async plainSaveAndList() {
    const { record, outbox } = await lastWritten()
    const person = people[next % people.length] as DirectoryEntry
    const lastVisit = { day: visitedOn, card: 'dewasa', level: 'normal', incomplete: false }
    return clocked(async () => {
      await plain.save(record, outbox, { ...person, lastVisit })
      const entries = await plain.readPeople<DirectoryEntry>()
      if (entries.find((entry) => entry.id === person.id)?.lastVisit?.day !== visitedOn)
        throw new Error('not shown')
    })
  },
  /** What the screen of people does for each letter that is typed. */
  async search(texts: readonly string[]) {
    const directory = await store.directory()
    const stageOf = stagesOn(visitedOn, await store.settings())
    countStages(directory, stageOf)
    let found = 0
    const took = await clocked(() => {
      for (const text of texts) found += selectPeople(directory, text, 'all', stageOf).length
    })
    return { took, found }
  },
  async plainSearch(texts: readonly string[]) {
    let found = 0
    const took = await clocked(async () => {
      for (const text of texts) {
        const entries = await plain.readPeople<DirectoryEntry>()
        found += entries.filter(({ name, motherName, rt, nik }) =>
          `${name}\n${motherName ?? ''}\n${rt ?? ''}\n${nik ?? ''}`.toLowerCase().includes(text),
        ).length
      }
    })
    return { took, found }
  },
  tally: () => clocked(() => store.tally(lastMonth)),
  plainTally: () => clocked(() => plain.countMonth(cells)),
  /** Saves visits in one go, to be pushed. */
  async fill(count: number) {
    waiting = Array.from({ length: count }, () => nextVisit().change)
    await store.save(waiting)
  },
  push: () => clocked(run),
  /** The floor of a push: the same visits as plain rows, gzip, one POST. */
  plainPush: () =>
    clocked(async () => {
      const body = await gzip(JSON.stringify(waiting.map(({ id, set }) => ({ id, ...set }))))
      const response = await fetch('/floor', { method: 'POST', body })
      await response.text()
    }),
  balance: () => store.balance(),
  /** Visits of the month that are counted by the app: proof that it counts them. */
  async counted() {
    const sumOf = (counts: object) =>
      Object.values(counts).reduce((sum: number, count: number) => sum + count, 0)
    return Object.values(await store.tally(lastMonth)).reduce((sum, counts) => sum + sumOf(counts), 0)
  },
}

export type Work = typeof work
;(window as unknown as { work: Work }).work = work
