import type { RecordState } from '#protocol/merge.ts'
import type { Alias } from '#protocol/records/aliases.ts'
import type { Conclusions } from './conclude.ts'
import type { Database } from './database.ts'
import type { DirectoryCache } from './directory.ts'
import type { ChunkRow, CounterNote, Ledger, RecordRow, TallyRow } from './rows.ts'
import type { Seals } from './seal.ts'
import type { Dossier, Held, Shelf, TallyKey } from './shelf.ts'
import type { DirectoryEntry, MonthTally } from './store.ts'

/** `away`: visits or notes of the person are at the puskesmas only. `askedAt`: all are here, asked for then. */
export type OlderMark = 'away' | { readonly askedAt: number }

/** What is to become of records: new whole states, and ones to take off this phone. All are on the shelf. */
export type Intent = {
  readonly states: ReadonlyMap<string, RecordState>
  readonly removed?: ReadonlySet<string>
  /** Record id → the posyandu in whose stream the server sent it. */
  readonly streams?: ReadonlyMap<string, string>
  /** Person id → how it now stands with what has aged out, where this write changes that. */
  readonly older?: ReadonlyMap<string, OlderMark>
  /** Rows of which only what stands outside the body changes. */
  readonly rows?: readonly RecordRow[]
  /** People whose conclusions are due even though no record of theirs changes. */
  readonly due?: readonly string[]
  /** Who is shown as whom after it; left out where that stays. */
  readonly aliases?: readonly Alias[]
  /** How the running numbers stand after it. */
  readonly counter?: { readonly deviceId: string; readonly note: CounterNote }
}

/** Everything that one transaction writes, computed and sealed before it begins; and what memory keeps of it. */
export type Plan = {
  readonly before: Ledger
  readonly ledger: Ledger
  readonly records: readonly Held[]
  readonly removed: readonly string[]
  readonly chunks: ReadonlyMap<number, readonly DirectoryEntry[]>
  /** Ids of `records` that were not here before. */
  readonly added: ReadonlySet<string>
  readonly dossiers: ReadonlyMap<string, Dossier>
  /** By person: what follows from these dossiers. */
  readonly conclusions: ReadonlyMap<string, Conclusions>
  readonly tallies: readonly (readonly [TallyKey, MonthTally])[]
  /** Both as they are to lie on the disk. */
  readonly sealed: { readonly chunks: readonly ChunkRow[]; readonly tallies: readonly TallyRow[] }
  /** People whose conclusions are left for later, and those who were caught up with. */
  readonly stale: readonly string[]
  readonly caughtUp: readonly string[]
}

export type Planner = {
  readonly database: Database
  readonly seals: Seals
  readonly directory: DirectoryCache
  readonly shelf: Shelf
}

/** What becomes of one person that a write touches. */
export type PersonPlan = {
  readonly id: string
  /** Nothing for who is shown as another. */
  readonly entry: DirectoryEntry | undefined
  /** Of the one as whom they are shown, and their own records. Absent: left for later, contributions stay as they are. */
  readonly concluded?: { readonly conclusions: Conclusions; readonly states: readonly RecordState[] }
}
