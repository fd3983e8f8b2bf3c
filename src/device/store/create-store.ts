import type { Settings } from '#domain/settings.ts'
import { knownFields, type RecordState } from '#protocol/merge.ts'
import { isAmendmentField } from '#protocol/records/amendments.ts'
import { contestedFields } from '#protocol/records/contested.ts'
import type { PosyanduDayFields } from '#protocol/records/fields.ts'
import { isVoided } from '#protocol/records/voided.ts'
import { type Clock, systemClock } from '#device/platform/clock.ts'
import { browserLocks, type Locks } from '#device/platform/locks.ts'
import { browserPersistence, type Persistence } from '#device/platform/persistence.ts'
import { once } from '#device/platform/once.ts'
import type { Assess } from './conclude.ts'
import { contactOf } from './contact.ts'
import { type Database, type DatabaseOptions, openDatabase, readMeta } from './database.ts'
import { createDirectoryCache, type DirectorySeed } from './directory.ts'
import { readPerson } from './person-view.ts'
import type { Planner } from './intent.ts'
import { prepare } from './prepare.ts'
import { countUnfiled, readBalance, readQueue, sendAgain } from './queue.ts'
import { save } from './save.ts'
import { openRecord, openRecords } from './record-body.ts'
import { openAll, plainSeals, type Seals } from './seal.ts'
import { createShelf } from './shelf.ts'
import { readSizes } from './sizes.ts'
import type { Draft, MonthTally, Store } from './store.ts'
import { sum } from './tally.ts'

export type StoreOptions = DatabaseOptions & {
  readonly clock?: Clock
  readonly locks?: Locks
  readonly persistence?: Persistence
  /** Those that need the database itself are made with it. */
  readonly seals?: Seals | ((database: Database) => Seals)
  /** Loads the rules; by default from the app's own bundle, on first use. */
  readonly loadAssess?: () => Promise<Assess>
  /** The list of people as the first screen has read it already. */
  readonly seed?: DirectorySeed
  /** Told after every save that wrote something: a reason to sync. */
  readonly onSaved?: () => void
}

/** What the phone's own machinery (sync, enrolment) works with; screens get only `store`. */
export type LocalStore = {
  readonly store: Store
  readonly planner: Planner
  readonly clock: Clock
  readonly locks: Locks
  readonly loadAssess: () => Promise<Assess>
  readonly close: () => void
}

const loadRules = async (): Promise<Assess> =>
  (await import('#domain/visit/assess-person-file.ts')).assessPersonFile

/** Opens the phone's store. Cheap: nothing is read before it is asked for, and the rules load when first needed. */
export function createStore(options: StoreOptions = {}): LocalStore {
  const database = openDatabase(options)
  const { seals: chosen = plainSeals } = options
  const seals = typeof chosen === 'function' ? chosen(database) : chosen
  const clock = options.clock ?? systemClock
  const locks = options.locks ?? browserLocks()
  const loadAssess = once(options.loadAssess ?? loadRules)
  const directory = createDirectoryCache(database, seals.data, options.seed)
  const shelf = createShelf(database, seals, directory)
  const planner: Planner = { database, seals, directory, shelf }
  const { run } = database
  const store: Store = {
    enrolment: () => run(() => readEnrolment(planner)),
    settings: () => run(async (): Promise<Settings> => (await readMeta(database, 'settings')) ?? {}),
    async save(changes, { clearDraft } = {}) {
      // Saving never waits for rules that do not load: the conclusions then follow later.
      const assess = await loadAssess().catch(() => undefined)
      const written = await run(() => save({ planner, locks, clock }, changes, assess, clearDraft))
      if (written > 0) options.onSaved?.()
    },
    directory: () => run(() => planner.directory.read()),
    async person(id, lastSeen) {
      const view = await run(() => readPerson(database, seals, id, { loadAssess, lastSeen }))
      // Whoever opens a person is about to write: a save then finds everything read.
      if (view && !view.isGone) setTimeout(() => void prepare({ planner, locks, clock }, view, loadAssess))
      return view
    },
    record: (id) => run(() => readRecord(planner, id)),
    household: (id) =>
      run(async () => (await planner.directory.read()).filter((entry) => entry.householdId === id)),
    posyanduDays: () => run(() => readDays(planner)),
    tally: (month, posyanduId) => run(() => readTally(planner, month, posyanduId)),
    balance: () => run(() => readBalance(database)),
    queue: (limit) => run(() => readQueue(database, limit)),
    sendAgain: (row) => run(() => sendAgain(database, row)),
    ...draftsOf(database, seals, clock),
    contact: () => run(async () => contactOf(await readMeta(database, 'contact'))),
    lastSurat: () => run(async () => (await readMeta(database, 'surat'))?.handedOut),
    unfiled: (until) => run(() => countUnfiled(database, until)),
    storage: () => (options.persistence ?? browserPersistence).room(),
    traffic: () => run(async () => (await readMeta(database, 'traffic')) ?? {}),
    sizes: () => run(() => readSizes(database)),
    askToKeep: () => (options.persistence ?? browserPersistence).ask(),
    onTrouble: (listener) => database.troubles.listen(listener),
  }
  return { store, planner, clock, locks, loadAssess, close: database.close }
}

async function readEnrolment({ database, seals }: Planner) {
  const deviceId = await readMeta(database, 'currentDevice')
  if (deviceId === undefined) return undefined
  const row = await database.devices.where('deviceId').equals(deviceId).first()
  return row?.body && (await seals.data.open(row.body)).enrolment
}

async function readRecord({ database, seals }: Planner, id: string) {
  const row = await database.records.get(id)
  return row && (await openRecord(seals, row)).state
}

/** Newest first; voided days are left out. */
async function readDays({ database, seals }: Planner) {
  const rows = await database.records.where('kind').equals('posyanduDay').toArray()
  const bodies = await openRecords(seals, rows)
  return bodies
    .map(({ state }) => state)
    .filter((state) => !isVoided(state))
    .map((state) => ({ id: state.id, day: knownFields(state) as PosyanduDayFields, ...differsIn(state) }))
    .sort((a, b) => ((a.day.heldOn ?? '') < (b.day.heldOn ?? '') ? 1 : -1))
}

function differsIn(state: RecordState): { readonly differs?: 'contested' | 'settled' } {
  if (contestedFields(state).length > 0) return { differs: 'contested' }
  return Object.keys(state.fields).some(isAmendmentField) ? { differs: 'settled' } : {}
}

async function readTally(
  { database, seals }: Planner,
  month: string,
  posyanduId: string | undefined,
): Promise<MonthTally> {
  const rows =
    posyanduId === undefined
      ? await database.tallies.where('month').equals(month).toArray()
      : await database.tallies.where('[posyanduId+month]').equals([posyanduId, month]).toArray()
  return sum(
    await openAll(
      seals.data,
      rows.map((row) => row.body),
    ),
  )
}

type DraftDoor = Pick<Store, 'draft' | 'saveDraft' | 'drafts' | 'removeDraft'>

function draftsOf(database: Database, seals: Seals, clock: Clock): DraftDoor {
  const { run } = database
  return {
    draft: (key) =>
      run(async () => {
        const row = await database.drafts.get(key)
        return row && { key, savedAt: row.savedAt, value: await seals.data.open(row.body) }
      }),
    async saveDraft(key, value) {
      const body = await seals.data.seal(value)
      await run(() => database.drafts.put({ key, savedAt: clock.now(), body }))
    },
    drafts: () =>
      run(async () => {
        const rows = await database.drafts.toArray()
        const values = await openAll(
          seals.data,
          rows.map((row) => row.body),
        )
        return rows
          .map((row, i): Draft => ({ key: row.key, savedAt: row.savedAt, value: values[i] ?? null }))
          .sort((a, b) => b.savedAt - a.savedAt)
      }),
    removeDraft: (key) => run(() => database.drafts.delete(key)),
  }
}
