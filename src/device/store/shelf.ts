import type { Settings } from '#domain/settings.ts'
import type { RecordState } from '#protocol/merge.ts'
import { type Alias, type Kin, kinOf } from '#protocol/records/aliases.ts'
import type { Conclusions } from './conclude.ts'
import type { Database } from './database.ts'
import type { DirectoryCache } from './directory.ts'
import type { Plan } from './intent.ts'
import { personIdOf } from './record-row.ts'
import { answer, inTransaction, type Stores } from './idb.ts'
import type {
  AliasNote,
  ContactNote,
  Contribution,
  Ledger,
  MetaRow,
  RecordRow,
  ScopeNote,
  TallyRow,
} from './rows.ts'
import { openRecords } from './record-body.ts'
import type { Seals } from './seal.ts'
import type { DirectoryEntry, MonthTally } from './store.ts'

/** A record as it lies on disk, and opened. */
export type Held = {
  readonly row: RecordRow
  readonly state: RecordState
  /** What it adds to the tallies on disk. */
  readonly counted: Contribution | undefined
}
/** All that hangs on one person. */
export type Dossier = ReadonlyMap<string, Held>
type Base = {
  readonly ledger: Ledger
  readonly settings: Settings
  readonly deviceId: string | undefined
  readonly clockOffset: number
  /** The posyandu that this phone has; absent where it was never noted. */
  readonly scope: readonly string[] | undefined
  /** People whose conclusions are behind. */
  readonly stale: ReadonlySet<string>
  readonly aliases: readonly Alias[]
  readonly kin: Kin
}
/** A tally's key. */
export type TallyKey = readonly [posyanduId: string, month: string]
export type Need = {
  readonly records?: Iterable<string>
  readonly people?: Iterable<string>
  readonly tallies?: Iterable<TallyKey>
}

/**
 * What writers read, kept in memory between writes. All of it is of one revision of the ledger: a commit checks that
 * the revision still stands, so nothing old can be written; otherwise the shelf is emptied and read anew.
 */
export type Shelf = {
  /** Reads what is needed and not here yet, in one transaction. */
  readonly load: (need: Need) => Promise<void>
  readonly base: () => Base
  /** Of what was loaded: the record, or `undefined` where there is none. */
  readonly record: (id: string) => Held | undefined
  readonly dossier: (personId: string) => Dossier
  /** What last followed from a person's records; it names what it was drawn from. */
  readonly conclusions: (personId: string) => Conclusions | undefined
  readonly keepConclusions: (personId: string, conclusions: Conclusions) => void
  readonly tally: (key: TallyKey) => MonthTally
  readonly entries: () => readonly DirectoryEntry[]
  readonly chunk: (id: number) => readonly DirectoryEntry[]
  /** Takes over what a commit is writing; the list follows when that is on the disk. */
  readonly keep: (plan: Plan) => void
  readonly forget: () => void
  /** Reads the named values anew; what else is here stays where no write of records came between. */
  readonly refresh: () => Promise<void>
}

/** Enough for a posyandu's morning. */
const mostPeople = 150
const noLedger: Ledger = { revision: 0, directoryVersion: 0, counters: {} }
const noDossier: Dossier = new Map()
const baseKeys = ['ledger', 'settings', 'currentDevice', 'contact', 'scope', 'aliases'] as const

export function createShelf(database: Database, seals: Seals, directory: DirectoryCache): Shelf {
  let base: Base | undefined
  const people = new Map<string, Dossier>()
  const owners = new Map<string, string>()
  const loose = new Map<string, Held | undefined>()
  const tallies = new Map<string, MonthTally>()
  const concluded = new Map<string, Conclusions>()

  const forget = () => {
    base = undefined
    for (const map of [people, owners, loose, tallies, concluded]) map.clear()
  }
  const missing = (need: Need) => ({
    base: base === undefined,
    records: [...(need.records ?? [])].filter((id) => !owners.has(id) && !loose.has(id)),
    people: [...(need.people ?? [])].filter((id) => !people.has(id)),
    tallies: [...(need.tallies ?? [])].filter((key) => !tallies.has(key.join())),
  })
  const put = (personId: string, dossier: Dossier) => {
    people.set(personId, dossier)
    for (const id of dossier.keys()) {
      owners.set(id, personId)
      loose.delete(id)
    }
  }
  const drop = (personId: string) => {
    for (const id of people.get(personId)?.keys() ?? []) owners.delete(id)
    people.delete(personId)
    concluded.delete(personId)
  }
  const record = (id: string) => {
    const owner = owners.get(id)
    return owner === undefined ? loose.get(id) : people.get(owner)?.get(id)
  }
  const keepConclusions = (personId: string, conclusions: Conclusions) => {
    // Of people who are here, so that it goes with them.
    if (people.has(personId)) concluded.set(personId, conclusions)
  }
  const makeRoom = () => {
    for (const id of people.keys()) if (people.size > mostPeople) drop(id)
    if (loose.size > mostPeople * 4) loose.clear()
  }

  return {
    async load(need) {
      const wanted = missing(need)
      if (!wanted.base && wanted.records.length + wanted.people.length + wanted.tallies.length === 0) return
      const read = await readAll(database, directory, wanted)
      if (wanted.base) {
        base = baseOf(
          read.meta.map((row) => row?.value),
          read.stale,
        )
        await directory.take(read.chunks)
      }
      const rows = [...read.records.flatMap((row) => (row ? [row] : [])), ...read.people.flat()]
      const bodies = await openRecords(seals, rows)
      const held = new Map<string, Held>()
      bodies.forEach(({ state, counted }, i) => {
        const row = rows[i]
        if (row) held.set(row.id, { row, state, counted })
      })
      for (const id of wanted.records) loose.set(id, held.get(id))
      wanted.people.forEach((personId, i) => {
        const records = (read.people[i] ?? []).map(({ id }) => [id, held.get(id) as Held] as const)
        put(personId, new Map(records))
      })
      const opened = await Promise.all(
        read.tallies.map(async (row) => (row ? seals.data.open(row.body) : {})),
      )
      wanted.tallies.forEach((key, i) => tallies.set(key.join(), opened[i] ?? {}))
    },
    base() {
      if (!base) throw new Error('shelf: nothing loaded')
      return base
    },
    record,
    dossier: (personId) => people.get(personId) ?? noDossier,
    conclusions: (personId) => concluded.get(personId),
    keepConclusions,
    tally: (key) => tallies.get(key.join()) ?? {},
    entries: directory.entries,
    chunk: directory.chunk,
    keep(plan) {
      if (base) base = { ...base, ledger: plan.ledger, stale: staleAfter(base.stale, plan) }
      for (const [key, tally] of plan.tallies) tallies.set(key.join(), tally)
      for (const [personId, dossier] of plan.dossiers) put(personId, dossier)
      for (const [personId, conclusions] of plan.conclusions) keepConclusions(personId, conclusions)
      for (const id of plan.stale) drop(id)
      for (const held of plan.records) {
        const owner = owners.get(held.row.id)
        const isInDossier = owner !== undefined && plan.dossiers.has(owner)
        // It follows another person now, or of a person only a mark changed: they are read anew when needed.
        if (owner !== undefined && !(isInDossier && owner === personIdOf(held.state))) drop(owner)
        if (!owners.has(held.row.id)) loose.set(held.row.id, held)
      }
      for (const id of plan.removed) {
        owners.delete(id)
        loose.set(id, undefined)
      }
      makeRoom()
    },
    forget,
    async refresh() {
      const before = base?.ledger.revision
      if (before === undefined) return
      const read = await readAll(database, directory, { base: true, records: [], people: [], tallies: [] })
      const now = baseOf(
        read.meta.map((row) => row?.value),
        read.stale,
      )
      if (now.ledger.revision === before) base = now
      else forget()
    },
  }
}

type Wanted = {
  readonly base: boolean
  readonly records: readonly string[]
  readonly people: readonly string[]
  readonly tallies: readonly TallyKey[]
}

async function readAll(database: Database, directory: DirectoryCache, wanted: Wanted) {
  const names = [
    ...(wanted.base ? ['meta', 'stale'] : []),
    ...(wanted.records.length + wanted.people.length > 0 ? ['records'] : []),
    ...(wanted.tallies.length > 0 ? ['tallies'] : []),
  ]
  const read = await inTransaction(database.dexie, names, 'readonly', async (stores) => {
    const meta = wanted.base ? baseKeys.map((key) => get<MetaRow>(stores, 'meta', key)) : []
    const stale = wanted.base ? answer(stores('stale').getAllKeys()) : []
    const records = wanted.records.map((id) => get<RecordRow>(stores, 'records', id))
    const people = wanted.people.map((id) =>
      answer<RecordRow[]>(stores('records').index('personId').getAll(id)),
    )
    const tallies = wanted.tallies.map((key) => get<TallyRow>(stores, 'tallies', [...key]))
    return {
      meta: await Promise.all(meta),
      // Its keys are ids of people.
      stale: (await stale) as string[],
      records: await Promise.all(records),
      people: await Promise.all(people),
      tallies: await Promise.all(tallies),
    }
  })
  // Read after the ledger: a chunk that is newer than it makes the commit start over, an older one would be lost.
  return { ...read, chunks: wanted.base ? await directory.newerChunks() : [] }
}

const get = <T>(stores: Stores, name: string, key: IDBValidKey): Promise<T | undefined> =>
  answer<T | undefined>(stores(name).get(key))

/** In the order of `baseKeys`; `writeMeta` wrote each under its type. */
function baseOf(
  [ledger, settings, deviceId, contact, scope, note]: readonly unknown[],
  stale: readonly string[],
): Base {
  const aliases = (note as AliasNote | undefined)?.people ?? []
  return {
    ledger: (ledger as Ledger | undefined) ?? noLedger,
    settings: (settings as Settings | undefined) ?? {},
    deviceId: deviceId as string | undefined,
    clockOffset: (contact as ContactNote | undefined)?.clockOffset ?? 0,
    scope: (scope as ScopeNote | undefined)?.posyandu,
    stale: new Set(stale),
    aliases,
    kin: kinOf(aliases),
  }
}

function staleAfter(before: ReadonlySet<string>, plan: Plan): ReadonlySet<string> {
  if (plan.stale.length + plan.caughtUp.length === 0) return before
  const gone = new Set(plan.caughtUp)
  return new Set([...before, ...plan.stale].filter((id) => !gone.has(id)))
}
