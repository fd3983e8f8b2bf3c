import type { Changes, ChangesPage } from '#protocol/messages/sync.ts'
import { mergeStates, type RecordState } from '#protocol/merge.ts'
import { canonicalJson } from '#protocol/canonical-json.ts'
import type { LocalStore } from './create-store.ts'
import { untilCurrent, write } from './commit.ts'
import { type Database, readMeta } from './database.ts'
import { answer, inTransaction, type Stores } from './idb.ts'
import type { Intent } from './intent.ts'
import type { ContactNote, MetaRow, RecordRow } from './rows.ts'
import { mintLock } from './save.ts'
import type { Held } from './shelf.ts'

/** More people than that are judged after their page, in slices, so that a save never waits for them. */
const judgedAtOnce = 50

/**
 * Merges a page of what the puskesmas handed out, the phone's own writes on top, and saves the cursor in the same
 * transaction (sync-spec PL7, CU1). Repeating a page changes nothing.
 */
export async function applyPage(local: LocalStore, page: ChangesPage): Promise<void> {
  const { database } = local.planner
  const { records } = page.changes
  const assess = records.length <= judgedAtOnce ? await local.loadAssess().catch(() => undefined) : undefined
  await database.run(() =>
    local.locks.hold(mintLock, () =>
      untilCurrent(async () => {
        const intent = await intentOf(local, page.changes)
        await write(local.planner, intent, assess, {
          stores: ['meta', 'records', 'stale'],
          write: (stores) => noteProgress(stores, page),
        })
        // The page may have brought settings.
        if (page.changes.settings) local.planner.shelf.forget()
      }),
    ),
  )
}

async function intentOf(local: LocalStore, changes: Changes): Promise<Intent> {
  const { shelf } = local.planner
  await shelf.load({ records: [...changes.records, ...changes.left].map(({ id }) => id) })
  const states = new Map<string, RecordState>()
  const streams = new Map<string, string>()
  const rows: RecordRow[] = []
  for (const { posyanduId, ...incoming } of changes.records) {
    const held = shelf.record(incoming.id)
    const before = states.get(incoming.id) ?? held?.state
    // What zod calls JSON is a field value.
    const state = incoming as RecordState
    const merged = before ? mergeStates(before, state) : state
    streams.set(incoming.id, posyanduId)
    if (!held || before !== held.state || !sameState(held.state, merged)) states.set(incoming.id, merged)
    else if (held.row.stream !== posyanduId || held.row.left)
      rows.push(withoutLeft({ ...held.row, stream: posyanduId }))
  }
  const leaving = await leavingRows(local, changes)
  return { states, streams, removed: leaving.removed, rows: [...rows, ...leaving.flagged] }
}

const sameState = (a: RecordState, b: RecordState) => canonicalJson(a) === canonicalJson(b)

function withoutLeft(row: RecordRow): RecordRow {
  const kept: { left?: 1 } & RecordRow = { ...row }
  delete kept.left
  return kept
}

/**
 * `left` removes received data only: a record with rows that have no receipt is marked, and goes when they have.
 * One that stands in another stream by now, or moved within this phone's posyandu, stays.
 */
async function leavingRows(local: LocalStore, changes: Changes) {
  const { shelf, database } = local.planner
  const arrived = new Set(changes.records.map((record) => record.id))
  const removed = new Set<string>()
  const flagged: RecordRow[] = []
  for (const { id, posyanduId } of changes.left) {
    const held = shelf.record(id)
    if (!held || arrived.has(id) || !(await standsIn(local, held, posyanduId))) continue
    for (const leaving of [held, ...(await followersOf(local, held, posyanduId))])
      if (arrived.has(leaving.row.id)) continue
      else if (await hasUnreceived(database, leaving.row)) flagged.push({ ...leaving.row, left: 1 })
      else removed.add(leaving.row.id)
  }
  return { removed, flagged }
}

/**
 * A person who leaves takes along what follows them: a server that came back from a backup may not know all that this
 * phone was once given (sync-spec RS4).
 */
async function followersOf({ planner: { shelf } }: LocalStore, { row }: Held, posyanduId: string) {
  if (row.kind !== 'person') return []
  await shelf.load({ people: [row.id] })
  return [...shelf.dossier(row.id).values()].filter(
    (one) => one.row.id !== row.id && (one.row.stream ?? posyanduId) === posyanduId,
  )
}

async function standsIn(local: LocalStore, { row, state }: Held, posyanduId: string): Promise<boolean> {
  if (row.stream !== undefined) return row.stream === posyanduId
  const owner = row.personId && row.personId !== row.id ? await local.store.record(row.personId) : state
  const shown = owner?.fields.posyanduId?.heads[0]?.value
  return shown === undefined || shown === posyanduId
}

/** Of a person also what others of their records wait for: without them nobody could tell whose those are. */
export async function hasUnreceived(database: Database, row: RecordRow): Promise<boolean> {
  const sent = await database.outbox
    .where('about')
    .equals(row.personId ?? row.id)
    .toArray()
  return sent.some((one) => (row.kind === 'person' || one.recordId === row.id) && one.state !== 'received')
}

/** Cursor, end of the first load, and settings, within the page's transaction. */
async function noteProgress(stores: Stores, { changes, cursor, more }: ChangesPage): Promise<void> {
  const before = await answer<MetaRow | undefined>(stores('meta').get('contact'))
  const contact = before?.value as ContactNote | undefined
  const after: ContactNote = {
    ...(contact ?? { device: 'active' }),
    cursor,
    firstLoadDone: (contact?.firstLoadDone ?? false) || !more,
  }
  stores('meta').put({ key: 'contact', value: after } satisfies MetaRow)
  if (changes.settings) {
    stores('meta').put({ key: 'settings', value: changes.settings } satisfies MetaRow)
    await markAllStale(stores)
  }
  if (changes.keys) stores('meta').put({ key: 'puskesmasKeys', value: changes.keys } satisfies MetaRow)
}

/** Everybody's conclusions are due: the rules or the puskesmas's settings changed. */
async function markAllStale(stores: Stores): Promise<void> {
  const people = await answer(stores('records').index('kind').getAllKeys('person'))
  for (const personId of people) stores('stale').put({ personId })
}

/** Keeps the names of this phone's posyandu, and of who writes there, as the puskesmas has them now. */
export async function noteNames(local: LocalStore, { posyandu, writers }: Changes): Promise<void> {
  const { database, seals } = local.planner
  if (!posyandu) return
  const deviceId = await readMeta(database, 'currentDevice')
  const row = deviceId && (await database.devices.where('deviceId').equals(deviceId).first())
  if (!row || !row.body) return
  const secrets = await seals.data.open(row.body)
  const enrolment = { ...secrets.enrolment, posyandu, ...(writers && { writers }) }
  const body = await seals.data.seal({ ...secrets, enrolment })
  await database.run(() => database.devices.update(row.id, { body }))
}

const slice = 25

/**
 * Catches up with the conclusions of people marked stale, a slice at a time, so that saving gets its turn between.
 * A file that the rules cannot take is passed over and stays marked.
 */
export async function catchUp(local: LocalStore): Promise<void> {
  const { database } = local.planner
  if ((await database.run(() => database.stale.count())) === 0) return
  const assess = await local.loadAssess()
  let last = ''
  for (;;) {
    const due = await database.run(() => database.stale.where('personId').above(last).limit(slice).toArray())
    if (due.length === 0) return
    last = due.at(-1)?.personId ?? last
    const intent: Intent = { states: new Map(), due: due.map((row) => row.personId) }
    await database.run(() =>
      local.locks.hold(mintLock, () => untilCurrent(() => write(local.planner, intent, assess))),
    )
  }
}

/** Counts everything anew after the rules changed: an edition is whatever the caller calls it. */
export async function followRules(local: LocalStore, edition: string): Promise<void> {
  const { database } = local.planner
  await database.run(() => local.locks.hold(mintLock, () => noteRules(local, edition)))
  await catchUp(local)
}

/** Under the mint lock: no writer may lose its shelf between its reading and its commit. */
async function noteRules({ planner: { database, shelf } }: LocalStore, edition: string): Promise<void> {
  if ((await readMeta(database, 'rulesEdition')) === edition) return
  await inTransaction(database.dexie, ['meta', 'records', 'stale'], 'readwrite', async (stores) => {
    await markAllStale(stores)
    stores('meta').put({ key: 'rulesEdition', value: edition } satisfies MetaRow)
  })
  shelf.forget()
}
