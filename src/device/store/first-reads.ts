import type { Settings } from '#domain/settings.ts'
import { balanceOf } from './balance.ts'
import { contactOf } from './contact.ts'
import type { DirectorySeed, OpenedChunk } from './directory.ts'
import { inListOrder } from './list-order.ts'
import { databaseName, openAsItIs } from './open-as-it-is.ts'
import type { ChunkRow, DeviceRow, MetaRow, MetaValues, OutboxState } from './rows.ts'
import { plainSeals, type Seal } from './seal.ts'
import type { Balance, Contact, DirectoryEntry, Enrolment } from './store.ts'

/** What every first screen asks of the store. */
export type FirstReads = {
  readonly enrolment: Enrolment | undefined
  readonly directory: readonly DirectoryEntry[]
  readonly settings: Settings
  readonly contact: Contact
  readonly balance: Balance
  /** So that the store, once it is here, need not read the list again. */
  readonly seed: DirectorySeed
}

export type FirstReadsOptions = {
  readonly indexedDB?: IDBFactory
  readonly name?: string
  /** Told whether all of this phone lies sealed. */
  readonly seal?: (isAllSealed: boolean) => Seal
}

const storesRead = ['meta', 'devices', 'directory', 'outbox']

/**
 * Reads what the first screen shows past the store, whose code need not be here yet: one transaction that only reads,
 * on a connection that is closed at once. `undefined` where the stores are not as this edition knows them: then the
 * store itself is asked, which brings them up to date or says what is wrong.
 */
export async function readFirst(options: FirstReadsOptions = {}): Promise<FirstReads | undefined> {
  const database = await openAsItIs(options.indexedDB ?? indexedDB, options.name ?? databaseName)
  if (!database) return firstReadsOf([], [], [], noRows)
  try {
    if (!storesRead.every((name) => database.objectStoreNames.contains(name))) return undefined
    const { meta, devices, chunks, rows } = await readAll(database)
    const seal = options.seal?.(valueOf(meta, 'sealed') ?? false) ?? plainSeals.data
    const opened = await Promise.all(
      chunks.map(
        async ({ id, version, body }): Promise<OpenedChunk> => ({
          id,
          version,
          entries: await seal.open(body),
        }),
      ),
    )
    return firstReadsOf(meta, opened, await enrolmentsOf(devices, meta, seal), rows)
  } finally {
    database.close()
  }
}

const noRows: Readonly<Record<OutboxState, number>> = { received: 0, waiting: 0, held: 0 }

async function readAll(database: IDBDatabase) {
  const transaction = database.transaction(storesRead, 'readonly')
  const all = <T>(name: string) => answerOf<T[]>(transaction.objectStore(name).getAll())
  const states = transaction.objectStore('outbox').index('[state+deviceId+number]')
  // An array sorts above every string and number: the end of this state.
  const count = (state: OutboxState) => answerOf(states.count(IDBKeyRange.bound([state], [state, []])))
  const read = all<MetaRow>('meta')
  // Rows that lie as waiting and whose receipts are noted by range.
  const countNoted = async () => {
    const ranges = Object.entries(valueOf(await read, 'receipts') ?? {}).flatMap(([id, list]) =>
      list.map(({ from, to }) => IDBKeyRange.bound(['waiting', id, from], ['waiting', id, to])),
    )
    return (await Promise.all(ranges.map((range) => answerOf(states.count(range))))).reduce(sum, 0)
  }
  const [meta, devices, chunks, noted, received, waiting, held] = await Promise.all([
    read,
    all<DeviceRow>('devices'),
    all<ChunkRow>('directory'),
    countNoted(),
    count('received'),
    count('waiting'),
    count('held'),
  ])
  return { meta, devices, chunks, rows: { received: received + noted, waiting: waiting - noted, held } }
}

const sum = (a: number, b: number) => a + b

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })

/** `writeMeta` and the commit write each value under its type. */
const valueOf = <K extends keyof MetaValues>(meta: readonly MetaRow[], key: K) =>
  meta.find((row) => row.key === key)?.value as MetaValues[K] | undefined

async function enrolmentsOf(
  devices: readonly DeviceRow[],
  meta: readonly MetaRow[],
  seal: Seal,
): Promise<Enrolment[]> {
  const current = valueOf(meta, 'currentDevice')
  const body = current && devices.find(({ deviceId }) => deviceId === current)?.body
  return body ? [(await seal.open(body)).enrolment] : []
}

function firstReadsOf(
  meta: readonly MetaRow[],
  chunks: readonly OpenedChunk[],
  [enrolment]: readonly Enrolment[],
  rows: Readonly<Record<OutboxState, number>>,
): FirstReads {
  const list = inListOrder(chunks.flatMap(({ entries }) => entries))
  return {
    enrolment,
    directory: list,
    settings: valueOf(meta, 'settings') ?? {},
    contact: contactOf(valueOf(meta, 'contact')),
    balance: balanceOf(valueOf(meta, 'ledger'), rows),
    seed: { chunks, list },
  }
}
