import type { Changes } from '#protocol/messages/sync.ts'
import { untilCurrent, write } from './commit.ts'
import type { LocalStore } from './create-store.ts'
import { type Database, readMeta, writeMeta } from './database.ts'
import type { Intent } from './intent.ts'
import { placeOf, readScope } from './scope.ts'
import { allOf, rowsIn, waitingIn } from './queue.ts'
import { asItStands, readReceipts } from './receipt-ranges.ts'
import { withoutLeft } from './record-row.ts'
import type { RecordRow } from './rows.ts'
import { mintLock } from './save.ts'
import { openRecord } from './record-body.ts'
import { openable, openAll } from './seal.ts'
import type { Held } from './shelf.ts'

/** What goes from this phone, and what is marked to go when it has its receipts. */
export type Leaving = { readonly removed: ReadonlySet<string>; readonly flagged: readonly RecordRow[] }

/** Whether a row of a record has no receipt; of a person also what others of their records wait for. */
type Waits = (row: RecordRow) => boolean

/** Without their person nobody could tell whose those are. */
async function waitsNow(database: Database): Promise<Waits> {
  const about = new Set<string>()
  const ids = new Set<string>()
  const rows = [...(await allOf(await waitingIn(database))), ...(await rowsIn(database, 'held').toArray())]
  for (const row of rows) {
    about.add(row.about)
    ids.add(row.recordId)
  }
  return (row) => ids.has(row.id) || (row.kind === 'person' && about.has(row.id))
}

function partition(leaving: readonly Held[], waits: Waits): Leaving {
  const removed = new Set<string>()
  const flagged: RecordRow[] = []
  for (const { row } of leaving)
    if (!waits(row)) removed.add(row.id)
    else if (!row.left) flagged.push({ ...row, left: 1 })
  return { removed, flagged }
}

/**
 * `left` removes received data only: a record with rows that have no receipt is marked, and goes when they have.
 * One that stands in another stream by now, or moved within this phone's posyandu, stays.
 */
export async function leavingByMarks(local: LocalStore, changes: Changes): Promise<Leaving> {
  const { shelf, database } = local.planner
  const arrived = new Set(changes.records.map((record) => record.id))
  const leaving = new Map<string, Held>()
  for (const { id, posyanduId } of changes.left) {
    const held = shelf.record(id)
    if (!held || arrived.has(id) || !(await standsIn(local, held, posyanduId))) continue
    for (const one of [held, ...(await followersOf(local, held, posyanduId))])
      if (!arrived.has(one.row.id)) leaving.set(one.row.id, one)
  }
  if (leaving.size === 0) return { removed: new Set(), flagged: [] }
  return partition([...leaving.values()], await waitsNow(database))
}

/**
 * A person who leaves takes along what follows them: a server that came back from a backup may not know all that this
 * phone was once given (sync-spec RS4).
 */
async function followersOf(
  { planner: { shelf } }: LocalStore,
  { row }: Held,
  posyanduId: string | undefined,
) {
  if (row.kind !== 'person') return []
  await shelf.load({ people: [row.id] })
  return [...shelf.dossier(row.id).values()].filter(
    (one) => one.row.id !== row.id && (one.row.stream ?? posyanduId) === posyanduId,
  )
}

/**
 * By the puskesmas's last word of it or of its person; where it said nothing yet, by this phone's own, as far as that
 * has a receipt: a claim that nobody has taken yet does not keep who left elsewhere meanwhile.
 */
async function standsIn({ planner }: LocalStore, { row }: Held, posyanduId: string): Promise<boolean> {
  if (row.stream !== undefined) return row.stream === posyanduId
  const ownerId = row.personId ?? row.id
  await planner.shelf.load({ records: [ownerId] })
  const owner = planner.shelf.record(ownerId)
  const place = owner && (owner.row.stream ?? placeOf(owner.state))
  if (place === undefined || place === posyanduId) return true
  return owner?.row.stream === undefined && (await claimsPlace(planner, ownerId))
}

/** Whether a write of this phone that names a posyandu for this record has no receipt. */
async function claimsPlace({ database, seals }: LocalStore['planner'], id: string): Promise<boolean> {
  const receipts = await readReceipts(database)
  const rows = await database.outbox
    .where('about')
    .equals(id)
    .filter((row) => row.recordId === id && asItStands(row, receipts).state !== 'received')
    .toArray()
  const readable = await openable(seals.queue, rows)
  const mutations = await openAll(
    seals.queue,
    readable.map((row) => row.body),
  )
  return mutations.some(({ set }) => 'posyanduId' in set)
}

const atOnce = 50
const noStates: Intent['states'] = new Map()

/**
 * Takes off this phone what stands in none of its posyandu, after the puskesmas told others than before or the phone
 * was enrolled anew (sync-spec MV6): at once what is received, the rest when it is. Goes on where it was cut.
 */
export async function leaveOthers(local: LocalStore): Promise<void> {
  const { database } = local.planner
  const scope = await database.run(() => readScope(local.planner))
  if (!scope || scope.cleared) return
  const outside = await database.run(() => standingOutside(local, scope.posyandu))
  const assess = outside.length > 0 ? await local.loadAssess().catch(() => undefined) : undefined
  for (let start = 0; start < outside.length; start += atOnce) {
    const ids = outside.slice(start, start + atOnce).flat()
    await database.run(() =>
      local.locks.hold(mintLock, () =>
        untilCurrent(async () => {
          const { shelf } = local.planner
          await shelf.load({ records: ids })
          const found = ids.flatMap((id) => shelf.record(id) ?? [])
          const there = found.filter(({ row }) => !row.stream || !scope.posyandu.includes(row.stream))
          const { removed, flagged } = partition(there, await waitsNow(database))
          if (removed.size + flagged.length === 0) return
          await write(local.planner, { states: noStates, removed, rows: flagged }, assess)
        }),
      ),
    )
  }
  await database.run(() =>
    database.dexie.transaction('rw', database.meta, async () => {
      const now = await readMeta(database, 'scope')
      if (!now || now.posyandu.join() === scope.posyandu.join())
        await writeMeta(database, 'scope', { ...scope, cleared: true })
    }),
  )
}

/**
 * What was marked to go and stands in a posyandu that this phone has again belongs to it as before; should it have left
 * there, that posyandu's stream, read from the start, says so again.
 */
export async function backInScope(
  { planner: { database, shelf } }: LocalStore,
  gained: readonly string[],
  { left }: Changes,
): Promise<readonly RecordRow[]> {
  if (gained.length === 0) return []
  const marked = await database.records.where('left').equals(1).toArray()
  await shelf.load({ records: marked.flatMap(({ id, personId }) => [id, personId ?? id]) })
  const goes = new Set(left.map(({ id, posyanduId }) => `${id} ${posyanduId}`))
  return marked.flatMap(({ id, personId }) => {
    const [held, owner] = [shelf.record(id), shelf.record(personId ?? id)]
    const place = held?.row.stream ?? (owner && (owner.row.stream ?? placeOf(owner.state)))
    if (!held || place === undefined || !gained.includes(place) || goes.has(`${id} ${place}`)) return []
    return [withoutLeft(held.row)]
  })
}

/** Ids of what stands elsewhere, a list for each person, households and days by themselves. */
async function standingOutside(local: LocalStore, scope: readonly string[]): Promise<string[][]> {
  const { database, seals } = local.planner
  const owners = new Map<string, string | undefined>()
  const rows: { readonly id: string; readonly owner: string; readonly stream: string | undefined }[] = []
  await database.records.each(({ id, personId, stream }) => {
    rows.push({ id, owner: personId ?? id, stream })
  })
  const placeOfOwner = async (id: string) => {
    if (!owners.has(id)) {
      const owner = await database.records.get(id)
      owners.set(id, owner && (owner.stream ?? placeOf((await openRecord(seals, owner)).state)))
    }
    return owners.get(id)
  }
  const outside = new Map<string, string[]>()
  for (const { id, owner, stream } of rows) {
    const place = stream ?? (await placeOfOwner(owner))
    if (place === undefined || scope.includes(place)) continue
    outside.set(owner, [...(outside.get(owner) ?? []), id])
  }
  return [...outside.values()]
}

/** Lets go of records that left and have all their receipts, a person with all that was written of them meanwhile. */
export async function letGo(local: LocalStore): Promise<void> {
  const { database, shelf } = local.planner
  const left = await database.records.where('left').equals(1).toArray()
  if (left.length === 0) return
  const waits = await waitsNow(database)
  const gone = left.filter((row) => !waits(row))
  if (gone.length === 0) return
  await shelf.load({ records: gone.map((row) => row.id) })
  const removed = new Set(gone.map((row) => row.id))
  for (const { id } of gone) {
    const held = shelf.record(id)
    if (!held) continue
    for (const { row } of await followersOf(local, held, held.row.stream))
      if (!waits(row)) removed.add(row.id)
  }
  await write(local.planner, { states: noStates, removed }, await local.loadAssess())
}
