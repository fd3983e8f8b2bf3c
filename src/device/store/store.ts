import type { DeviceState } from '#protocol/messages/sync.ts'
import type { CardId, Level } from '#domain/instruments/instrument.ts'
import type { ShownLevel } from '#domain/instruments/shown-level.ts'
import type { Sex } from '#domain/person/person.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { AssessedVisit, PregnancyEpisode } from '#domain/visit/person-file.ts'
import type { RecordState } from '#protocol/merge.ts'
import type { FieldValue, RecordKind } from '#protocol/mutation.ts'
import type { Stamp } from '#protocol/stamp.ts'
import type { BirthDatePrecision, PosyanduDayFields } from '#protocol/records/fields.ts'
import type { StoreSizes } from './sizes.ts'
import type { StoreTrouble } from './store-error.ts'
import type { TrafficNote } from './traffic.ts'

/** What a screen asks to be written: only the fields that the person changed. The store mints the mutation. */
export type Change = {
  readonly kind: RecordKind
  readonly id: string
  readonly set: Readonly<Record<string, FieldValue>>
  /** The number of this device's held mutation that this change mends. */
  readonly mends?: number
  /**
   * What the form had on screen when it was opened, by field. The write replaces that and nothing that came since:
   * a value pulled meanwhile stays beside it as a conflict. Left out: what the record holds at the save.
   */
  readonly shown?: Readonly<Record<string, readonly Stamp[]>>
}

/** One line of the list of people, kept in memory and searched there. */
export type DirectoryEntry = {
  readonly id: string
  readonly posyanduId?: string
  readonly householdId?: string
  readonly name: string
  readonly sex?: Sex
  readonly birthDate?: CalendarDay
  /** Left out where the date is exact. */
  readonly birthDatePrecision?: BirthDatePrecision
  readonly motherName?: string
  readonly nik?: string
  readonly rt?: string
  readonly pregnant?: PregnancyEpisode
  readonly diedOn?: CalendarDay
  readonly movedOutOn?: CalendarDay
  readonly demo?: boolean
  /** Who was found to be this person, by the name that stands on their own record. */
  readonly alsoAs?: readonly { readonly id: string; readonly name: string }[]
  readonly lastVisit?: {
    readonly day: CalendarDay
    readonly card: CardId
    readonly level: Level
    readonly incomplete: boolean
  }
}

/** How a record stands with the puskesmas; `receivedAt` and `code` come from the server's receipt only. */
export type Delivery =
  | { readonly state: 'received'; readonly receivedAt: number; readonly code: string }
  /** The puskesmas has seen it and closed it: it is not taken over. */
  | { readonly state: 'closed'; readonly reason?: string }
  | { readonly state: 'waiting' }
  | { readonly state: 'held'; readonly code: string; readonly field?: string }
  /** Pulled from the puskesmas: written on another phone or there. */
  | { readonly state: 'pulled' }

/**
 * A visit with its conclusions and how it stands with the puskesmas. `shownBy`: the visit of the same day on the same
 * form that is shown in its stead.
 */
export type SeenVisit = AssessedVisit & { readonly delivery: Delivery; readonly shownBy?: string }

export type PersonView = {
  /** With what only the records in `alsoAs` say. */
  readonly person: RecordState
  /** The records of those who were found to be this person, as they stand. */
  readonly alsoAs: readonly RecordState[]
  readonly household?: RecordState
  readonly others: readonly RecordState[]
  /** Newest first. */
  readonly visits: readonly SeenVisit[]
  readonly delivery: Delivery
  /** Of whom of those shown as this person visits or notes are at the puskesmas only: they have aged out of this phone. */
  readonly older?: readonly string[]
  /** Nobody on this phone any more: shown as they were seen last, with what was written since. */
  readonly isGone?: true
}

export type QueueRow = {
  readonly number: number
  /** The device that wrote it: another than now after a second enrolment on this phone. */
  readonly deviceId?: string
  readonly kind: string
  readonly recordId: string
  /** Whom it is about, to show it by name. */
  readonly personId?: string
  readonly savedAt: number
  readonly state: 'waiting' | 'held' | 'received'
  readonly code?: string
  readonly field?: string
  /** Of a received one: never taken over as it is, but `mended` later, or `closed` by the puskesmas for a `reason`. */
  readonly resolution?: string
  readonly reason?: string
  readonly receivedAt?: number
}

/** Neraca: `saved = received + waiting + held`, counted in mutations of this device. */
export type Balance = {
  readonly saved: number
  readonly received: number
  readonly waiting: number
  readonly held: number
}

/** How many visits of each card ended at each level in one month. */
export type MonthTally = Readonly<Partial<Record<CardId, Readonly<Partial<Record<ShownLevel, number>>>>>>

export type Draft = { readonly key: string; readonly savedAt: number; readonly value: FieldValue }

/** Who holds this phone, and for which posyandu; `undefined` before enrolment. */
export type Enrolment = {
  readonly deviceId: string
  readonly puskesmas: { readonly id: string; readonly name: string; readonly demo: boolean }
  readonly person: { readonly id: string; readonly name: string; readonly role: 'kader' | 'nakes' }
  readonly posyandu: readonly { readonly id: string; readonly name: string }[]
  /** Whose phones write or wrote what lies here, by device id; absent until the puskesmas told. */
  readonly writers?: Readonly<Record<string, string>>
  /** When these phones were enrolled, ms, so far as it was told. */
  readonly writersEnrolledAt?: Readonly<Record<string, number>>
}

export type Contact = {
  readonly lastContactAt?: number
  readonly firstLoadDone: boolean
  /** How far a first load is, once it has begun: records that have come, of all that are known to come. */
  readonly load?: { readonly done: number; readonly all: number }
  /** The phone's clock less the server's, ms. */
  readonly clockOffset?: number
  /**
   * `revoked`: the puskesmas ended this enrolment; `forgotten`: it does not know it any more. Saving and sending go on,
   * nothing more is handed out.
   */
  readonly device?: DeviceState
}

/** The one doorway to everything personal on this phone. Every promise that resolves has reached the disk. */
export type Store = {
  enrolment(): Promise<Enrolment | undefined>
  settings(): Promise<Settings>
  /** Records, outbox rows, directory and tallies in one transaction; `clearDraft` is removed in the same. */
  save(changes: readonly Change[], options?: { readonly clearDraft?: string }): Promise<void>
  directory(): Promise<readonly DirectoryEntry[]>
  /** `lastSeen`: what is shown of somebody who has left this phone since. */
  person(id: string, lastSeen?: PersonView): Promise<PersonView | undefined>
  record(id: string): Promise<RecordState | undefined>
  household(id: string): Promise<readonly DirectoryEntry[]>
  /** Newest first. `differs`: two phones wrote it differently; `settled` once a nakes has chosen. */
  posyanduDays(): Promise<
    readonly {
      readonly id: string
      readonly day: PosyanduDayFields
      readonly differs?: 'contested' | 'settled'
    }[]
  >
  /** `month` as `YYYY-MM`; without a posyandu all of them together. */
  tally(month: string, posyanduId?: string): Promise<MonthTally>
  balance(): Promise<Balance>
  /** Waiting and held first, then the latest received. */
  queue(limit: number): Promise<readonly QueueRow[]>
  /** A held row is due at once, with the next exchange, instead of after its day. */
  sendAgain(row: Pick<QueueRow, 'deviceId' | 'number'>): Promise<void>
  draft(key: string): Promise<Draft | undefined>
  saveDraft(key: string, value: FieldValue): Promise<void>
  drafts(): Promise<readonly Draft[]>
  removeDraft(key: string): Promise<void>
  /** The server's word: last contact, first load complete or not ("riwayat lama belum dimuat"). */
  contact(): Promise<Contact>
  /** The last surat jalan that was saved or handed on from this phone: when, by its own clock, and with how many rows. */
  lastSurat(): Promise<{ readonly id: string; readonly at: number; readonly rows: number } | undefined>
  /** How many rows without a receipt, saved up to `until` (phone's clock, ms), that surat jalan does not have in it. */
  unfiled(until: number): Promise<number>
  /** Whether the browser promised to keep the data, and how much room there is, in bytes. */
  storage(): Promise<{ readonly persisted: boolean; readonly usage?: number; readonly quota?: number }>
  /** Bytes over the wire by calendar month, `YYYY-MM`; the month before is kept too. */
  traffic(): Promise<TrafficNote>
  /** What this store holds, and about how many bytes a visit takes in it; 0 while there is none. */
  sizes(): Promise<StoreSizes>
  /** Asks the browser to keep the data when the phone runs out of room; its answer. */
  askToKeep(): Promise<boolean>
  /** Hears of what happens to the store by itself. Every write may throw a `StoreError`, with nothing written. */
  onTrouble(listener: (trouble: StoreTrouble) => void): () => void
}
