import type { Mutation } from '#protocol/mutation.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta, writeMeta } from '#device/store/database.ts'
import { answer, inTransaction } from '#device/store/idb.ts'
import type { Ledger, MetaRow, OutboxRow } from '#device/store/rows.ts'
import { mintLock } from '#device/store/save.ts'
import { isSealed, type Seal, type Sealed } from '#device/store/seal.ts'
import type { QueueKey, QueueKeys } from './queue-keys.ts'
import { sealUnder } from './queue-seal.ts'

/** So many rows are sealed and written at a time; a save waits for no more than that. */
const lot = 50

/** A row of any store with something sealed in it. */
type Row = { readonly body?: Sealed<unknown> }
type Lying = { readonly key: IDBValidKey; readonly row: Row; readonly body: Sealed<unknown> }

/** Whose bodies are read by the person at the phone. Enrolment papers lie open: see `keepPaper`. */
const dataStores = ['records', 'directory', 'tallies', 'drafts', 'devices'] as const

/**
 * Seals what lies open on a phone from before, rows in the queue too, lot by lot (decision 0056). Each lot is one
 * transaction, and a row is written only where it still lies as it was read: cut off anywhere, all rows are there, each
 * open or sealed, and the next call goes on. `local` must have been opened with the seals that belong to `keys`.
 */
export async function sealInPlace(local: LocalStore, keys: QueueKeys): Promise<void> {
  const { database, seals } = local.planner
  if (await database.run(() => readMeta(database, 'sealed'))) return
  for (const store of dataStores) await sealStore(local, store, (body) => again(seals.data, body))
  await sealQueue(local, (deviceId) => keys.forDevice(deviceId))
  await database.run(() => writeMeta(database, 'sealed', true))
}

/**
 * Seals the queue's rows that lie open, each under a key for its device; without one they stay as they are. On a phone
 * of which all was sealed none is its own: what lies open there gets no seal.
 */
export async function sealQueue(
  local: LocalStore,
  keyFor: (deviceId: string) => Promise<QueueKey | undefined>,
): Promise<void> {
  const { database } = local.planner
  if (await database.run(() => readMeta(database, 'sealed'))) return
  await sealStore(local, 'outbox', async (body, row) => {
    const key = await keyFor((row as OutboxRow).deviceId)
    // What lies open is the mutation's own text.
    return key ? sealUnder(key, await local.planner.seals.queue.open(body as Sealed<Mutation>)) : body
  })
}

const again = async (seal: Seal, body: Sealed<unknown>) => seal.seal(await seal.open(body))

type Sealing = (body: Sealed<unknown>, row: Row) => Promise<Sealed<unknown>>

async function sealStore(local: LocalStore, store: string, seal: Sealing): Promise<void> {
  const { database } = local.planner
  let after: IDBValidKey | undefined
  for (;;) {
    const open = await database.run(() => readOpen(local, store, after))
    if (open.length === 0) return
    after = open.at(-1)?.key
    const sealed = await Promise.all(
      open.map(async (one) => ({ ...one, sealed: await seal(one.body, one.row) })),
    )
    await database.run(() => local.locks.hold(mintLock, () => writeSealed(local, store, sealed)))
  }
}

/** The next rows that lie open, by their key. */
async function readOpen(
  { planner: { database } }: LocalStore,
  store: string,
  after: IDBValidKey | undefined,
): Promise<readonly Lying[]> {
  const table = database.dexie.table<Row>(store)
  const rows = after === undefined ? table.orderBy(':id') : table.where(':id').above(after)
  const found: Lying[] = []
  await rows
    .filter(({ body }) => body !== undefined && !isSealed(body))
    .limit(lot)
    .each((row, { primaryKey }) => {
      // Dexie knows keys of its own kinds only; what is filtered has a body.
      if (row.body !== undefined) found.push({ key: primaryKey as IDBValidKey, row, body: row.body })
    })
  return found
}

/** What was read before holds rows as they lay: whoever wrote from it would open them again. So the ledger moves on. */
async function writeSealed(
  local: LocalStore,
  store: string,
  rows: readonly (Lying & { readonly sealed: Sealed<unknown> })[],
): Promise<void> {
  const { database, shelf, seals } = local.planner
  await inTransaction(database.dexie, [store, 'meta'], 'readwrite', async (stores) => {
    for (const { key, body, sealed } of rows) {
      const now = await answer<Row | undefined>(stores(store).get(key))
      if (now?.body === body) stores(store).put({ ...now, body: sealed })
    }
    await seals.queue.standIn(stores)
    const ledger = (await answer<MetaRow | undefined>(stores('meta').get('ledger')))?.value as
      | Ledger
      | undefined
    if (ledger)
      stores('meta').put({
        key: 'ledger',
        value: { ...ledger, revision: ledger.revision + 1 },
      } satisfies MetaRow)
  })
  shelf.forget()
}
