import type { ChangedRecord } from '#protocol/messages/columns.ts'
import type { Changes, ChangesPage } from '#protocol/messages/sync.ts'
import { mergeStates, type RecordState } from '#protocol/merge.ts'
import { canonicalJson } from '#protocol/canonical-json.ts'
import type { LocalStore } from './create-store.ts'
import { untilCurrent, write } from './commit.ts'
import { readMeta } from './database.ts'
import { answer, inTransaction, type Stores } from './idb.ts'
import type { Intent, OlderMark } from './intent.ts'
import { backInScope, leavingByMarks } from './leaving.ts'
import { changedAliases } from './one-person.ts'
import { olderOf, withOlder, withoutLeft } from './record-row.ts'
import type { ContactNote, DeviceRow, MetaRow, RecordRow, ScopeNote } from './rows.ts'
import { mintLock } from './save.ts'
import { gainedBy, readScope, scopeAfter } from './scope.ts'
import { withWriters, type WritersTold } from './writers.ts'

/** More people than that are judged after their page, in slices, so that a save never waits for them. */
const judgedAtOnce = 50

/**
 * Merges a page of what the puskesmas handed out, the phone's own writes on top, and saves the cursor in the same
 * transaction (sync-spec PL7, CU1), and which posyandu this phone has (MV6). Repeating a page changes nothing. A page
 * for a device that is not this phone's any more is passed over.
 */
export async function applyPage(local: LocalStore, page: ChangesPage, deviceId?: string): Promise<void> {
  const { database } = local.planner
  const { records } = page.changes
  const assess = records.length <= judgedAtOnce ? await local.loadAssess().catch(() => undefined) : undefined
  await database.run(() =>
    local.locks.hold(mintLock, () =>
      untilCurrent(async () => {
        const current = await readMeta(database, 'currentDevice')
        if (deviceId !== undefined && deviceId !== current) return
        const names = await namesToNote(local, page.changes)
        const scope = names?.scope ?? (await readMeta(database, 'scope'))
        const intent = await intentOf(local, withinScope(page.changes, scope), names?.gained ?? [])
        await write(local.planner, intent, assess, {
          stores: ['meta', 'records', 'stale', ...(names ? ['devices'] : [])],
          async write(stores) {
            if (names) await noteNames(stores, names)
            await noteProgress(stores, page, names?.gained ?? [])
          },
        })
        // The page may have brought settings, scope or aliases.
        if (page.changes.settings || page.changes.aliases || names?.scope) local.planner.shelf.forget()
      }),
    ),
  )
}

/** A page of before this phone lost a posyandu may come after the word of it, in an older surat balasan. */
function withinScope(changes: Changes, scope: ScopeNote | undefined): Changes {
  if (!scope) return changes
  return { ...changes, records: changes.records.filter((one) => scope.posyandu.includes(one.posyanduId)) }
}

/**
 * Merges older visits and notes of one person that somebody asked for; with the last of them, at the server's time
 * `askedAt`, the person's row says that all are here.
 */
export async function applyHistory(
  local: LocalStore,
  personId: string,
  { records, phones }: { readonly records: readonly ChangedRecord[] } & Pick<WritersTold, 'phones'>,
  askedAt: number | undefined,
): Promise<void> {
  const { database, shelf } = local.planner
  const assess = await local.loadAssess()
  await database.run(() =>
    local.locks.hold(mintLock, () =>
      untilCurrent(async () => {
        const intent = await intentOf(
          local,
          withinScope({ records: [...records], left: [], remaining: 0 }, await readMeta(database, 'scope')),
          [],
        )
        await shelf.load({ people: [personId] })
        const person = shelf.record(personId)
        const rows = person && askedAt !== undefined ? [withOlder(person.row, { askedAt })] : []
        const names = await namesToNote(local, { phones })
        const also = names && { stores: ['devices'], write: (stores: Stores) => noteNames(stores, names) }
        await write(local.planner, { ...intent, rows: [...(intent.rows ?? []), ...rows] }, assess, also)
      }),
    ),
  )
}

async function intentOf(local: LocalStore, changes: Changes, gained: readonly string[]): Promise<Intent> {
  const { shelf } = local.planner
  await shelf.load({ records: [...changes.records, ...changes.left].map(({ id }) => id) })
  const states = new Map<string, RecordState>()
  const streams = new Map<string, string>()
  const rows: RecordRow[] = []
  const older = new Map<string, OlderMark>()
  for (const { posyanduId, older: isAway, ...incoming } of changes.records) {
    const held = shelf.record(incoming.id)
    const before = states.get(incoming.id) ?? held?.state
    // What zod calls JSON is a field value.
    const state = incoming as RecordState
    const merged = before ? mergeStates(before, state) : state
    if (isAway) older.set(incoming.id, 'away')
    streams.set(incoming.id, posyanduId)
    if (!held || before !== held.state || !sameState(held.state, merged)) states.set(incoming.id, merged)
    else if (held.row.stream !== posyanduId || held.row.left || isAway)
      rows.push({
        ...withoutLeft({ ...held.row, stream: posyanduId }),
        ...olderOf(held.row, older.get(held.row.id)),
      })
  }
  const back = await backInScope(local, gained, changes)
  const leaving = await leavingByMarks(local, changes)
  const aliases = changes.aliases?.people
  return {
    states,
    streams,
    older,
    removed: leaving.removed,
    rows: [...back, ...rows, ...leaving.flagged],
    ...(aliases && { aliases, due: changedAliases(shelf.base().aliases, aliases) }),
  }
}

const sameState = (a: RecordState, b: RecordState) => canonicalJson(a) === canonicalJson(b)

const notYetLoaded: ContactNote = { device: 'active', firstLoadDone: false }

/**
 * Cursor, end of the first load, settings and aliases, within the page's transaction. A posyandu that came into scope is
 * a first load of its own: until its last page nobody is told that somebody was never there (sync-spec MV2).
 */
async function noteProgress(
  stores: Stores,
  { changes, cursor, more }: ChangesPage,
  gained: readonly string[],
): Promise<void> {
  const before = await answer<MetaRow | undefined>(stores('meta').get('contact'))
  const { load, ...contact } = (before?.value as ContactNote | undefined) ?? notYetLoaded
  const firstLoadDone = (contact.firstLoadDone && gained.length === 0) || !more
  const done = (load?.done ?? 0) + changes.records.length + changes.left.length
  const after: ContactNote = {
    ...contact,
    cursor,
    firstLoadDone,
    ...(!firstLoadDone && { load: { done, all: done + changes.remaining } }),
  }
  stores('meta').put({ key: 'contact', value: after } satisfies MetaRow)
  if (changes.settings) {
    stores('meta').put({ key: 'settings', value: changes.settings } satisfies MetaRow)
    await markAllStale(stores)
  }
  if (changes.aliases) stores('meta').put({ key: 'aliases', value: changes.aliases } satisfies MetaRow)
  if (changes.keys) stores('meta').put({ key: 'puskesmasKeys', value: changes.keys } satisfies MetaRow)
}

/** Everybody's conclusions are due: the rules or the puskesmas's settings changed. */
async function markAllStale(stores: Stores): Promise<void> {
  const people = await answer(stores('records').index('kind').getAllKeys('person'))
  for (const personId of people) stores('stale').put({ personId })
}

/**
 * This phone's posyandu with their names, as the puskesmas has them now, and who writes. They go with the page and its
 * cursor: nothing tells them again.
 */
async function namesToNote({ planner }: LocalStore, { posyandu, writers, phones }: NamesTold) {
  const { database, seals } = planner
  if (!posyandu && !writers && !phones) return undefined
  const deviceId = await readMeta(database, 'currentDevice')
  const row = deviceId && (await database.devices.where('deviceId').equals(deviceId).first())
  if (!row || !row.body) return undefined
  const secrets = await seals.data.open(row.body)
  const known = withWriters(secrets.enrolment, { writers, phones })
  if (!posyandu && known === secrets.enrolment) return undefined
  const enrolment = posyandu ? { ...known, posyandu } : known
  const body = await seals.data.seal({ ...secrets, enrolment })
  if (!posyandu) return { id: row.id, body }
  const before = await readScope(planner)
  const scope = scopeAfter(before, posyandu)
  return { id: row.id, body, scope, gained: gainedBy(before, scope) }
}

type NamesTold = Pick<Changes, 'posyandu' | 'writers' | 'phones'>

async function noteNames(stores: Stores, { id, body, scope }: NonNullable<Names>): Promise<void> {
  const row = await answer<DeviceRow | undefined>(stores('devices').get(id))
  if (row) stores('devices').put({ ...row, body })
  if (scope) stores('meta').put({ key: 'scope', value: scope } satisfies MetaRow)
}
type Names = Awaited<ReturnType<typeof namesToNote>>

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
