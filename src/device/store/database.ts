import { Dexie, type DexieOptions, type Table } from 'dexie'
import { createSignal, type Signal } from '#device/platform/listen.ts'
import type {
  ChunkRow,
  DeviceRow,
  DraftRow,
  MetaRow,
  MetaValues,
  OutboxRow,
  RecordRow,
  TallyRow,
} from './rows.ts'
import { databaseName } from './open-as-it-is.ts'
import { type SchemaVersion, schemaVersions } from './schema.ts'
import { StoreError, type StoreTrouble } from './store-error.ts'

type StaleRow = { readonly personId: string }

type Tables = {
  readonly records: Table<RecordRow, string>
  readonly outbox: Table<OutboxRow, [string, number]>
  readonly directory: Table<ChunkRow, number>
  readonly tallies: Table<TallyRow, [string, string]>
  /** People whose conclusions and tallies are behind their records. */
  readonly stale: Table<StaleRow, string>
  readonly drafts: Table<DraftRow, string>
  readonly devices: Table<DeviceRow, string>
  readonly meta: Table<MetaRow, string>
}

export type Database = Tables & {
  readonly dexie: Dexie
  readonly troubles: Signal<StoreTrouble>
  /** Works on the database; a lost connection is reopened and the work done again, so it must bear that. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>
  readonly close: () => void
}

export type DatabaseOptions = {
  readonly name?: string
  readonly versions?: readonly SchemaVersion[]
  readonly indexedDB?: IDBFactory
  readonly IDBKeyRange?: typeof IDBKeyRange
}

/** Opens (or makes) the phone's database. A full outbox passes through every version. */
export function openDatabase(options: DatabaseOptions = {}): Database {
  const dexie = new Dexie(options.name ?? databaseName, {
    // A save has reached the disk when its promise resolves.
    chromeTransactionDurability: 'strict',
    // Dexie's cache shows writes before they are committed.
    cache: 'disabled',
    ...(options.indexedDB && { indexedDB: options.indexedDB }),
    ...(options.IDBKeyRange && { IDBKeyRange: options.IDBKeyRange }),
  } satisfies DexieOptions)
  for (const { version, stores } of options.versions ?? schemaVersions) dexie.version(version).stores(stores)
  const connection = watchConnection(dexie)
  return {
    ...connection,
    dexie,
    records: dexie.table<RecordRow, string>('records'),
    outbox: dexie.table<OutboxRow, [string, number]>('outbox'),
    directory: dexie.table<ChunkRow, number>('directory'),
    tallies: dexie.table<TallyRow, [string, string]>('tallies'),
    stale: dexie.table<StaleRow, string>('stale'),
    drafts: dexie.table<DraftRow, string>('drafts'),
    devices: dexie.table<DeviceRow, string>('devices'),
    meta: dexie.table<MetaRow, string>('meta'),
  }
}

function watchConnection(dexie: Dexie): Pick<Database, 'troubles' | 'run' | 'close'> {
  const troubles = createSignal<StoreTrouble>()
  let ended: 'closed' | 'reloadNeeded' | undefined
  /** What never opened was not lost: that it does not open is told to whoever asked. */
  let opened = false
  let lost = false
  const outdated = () => ended === 'reloadNeeded'
  dexie.on('versionchange', () => {
    ended = 'reloadNeeded'
    // A page of the older edition must not write into the newer one's stores.
    dexie.close()
    troubles.tell('reloadNeeded')
  })
  const isOpen = () => {
    opened = true
  }
  dexie.on('ready', isOpen, true)
  dexie.on('blocked', () => troubles.tell('upgradeBlocked'))
  dexie.on('close', () => {
    if (ended || lost || !opened) return
    lost = true
    troubles.tell('connectionLost')
  })
  const worked = () => {
    if (!lost) return
    lost = false
    troubles.tell('reconnected')
  }
  const run = async <T>(work: () => Promise<T>, attempt = 1): Promise<T> => {
    if (outdated()) throw new StoreError('reloadNeeded')
    if (ended) throw new DOMException('closed', 'DatabaseClosedError')
    try {
      const result = await work()
      worked()
      return result
    } catch (error) {
      if (outdated()) throw new StoreError('reloadNeeded', { cause: error })
      if (isQuota(error)) {
        troubles.tell('storageFull')
        throw new StoreError('storageFull', { cause: error })
      }
      if (ended || !isConnection(error)) throw error
      if (attempt > 2) throw new StoreError('storageBroken', { cause: error })
      dexie.close({ disableAutoOpen: false })
      return run(work, attempt + 1)
    }
  }
  return {
    troubles,
    run: (work) => run(work),
    close() {
      ended = 'closed'
      dexie.close()
    },
  }
}

const connectionErrors = new Set([
  'DatabaseClosedError',
  'InvalidStateError',
  'UnknownError',
  'OpenFailedError',
  'TimeoutError',
])

const isConnection = (error: unknown) => namesWithin(error).some((name) => connectionErrors.has(name))
const isQuota = (error: unknown) => namesWithin(error).some((name) => name.includes('Quota'))

/** The names of an error and of what it wraps: Dexie hides the browser's own error in `inner`. */
export function namesWithin(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return []
  const { name, inner, cause } = error as { name?: unknown; inner?: unknown; cause?: unknown }
  const { failures } = error as { failures?: unknown }
  const below = [inner ?? cause, ...(Array.isArray(failures) ? failures : [])]
  return [String(name), ...below.filter((one) => one && one !== error).flatMap(namesWithin)]
}

/** Reads one of the store's few named values. */
export async function readMeta<K extends keyof MetaValues>(
  database: Database,
  key: K,
): Promise<MetaValues[K] | undefined> {
  const row = await database.meta.get(key)
  // `writeMeta` is the only writer and takes the same type for the same key.
  return row?.value as MetaValues[K] | undefined
}

export async function writeMeta<K extends keyof MetaValues>(
  database: Database,
  key: K,
  value: MetaValues[K],
): Promise<void> {
  await database.meta.put({ key, value })
}
