import type { Settings } from '#domain/settings.ts'
import type { RecordState } from '#protocol/merge.ts'
import type { FieldValue, Mutation } from '#protocol/mutation.ts'
import type { SealedQueueKey } from '#protocol/batch/sealed-batch.ts'
import type { NumberRange } from '#protocol/batch/number-ranges.ts'
import type { Alias } from '#protocol/records/aliases.ts'
import type { DeviceState } from '#protocol/messages/sync.ts'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import type { ReplyKeys } from '#device/platform/reply-keys.ts'
import type { SigningKeys } from '#device/platform/signing.ts'
import type { PackedBody } from './record-body.ts'
import type { Sealed } from './seal.ts'
import type { DirectoryEntry, Enrolment, MonthTally } from './store.ts'
import type { TrafficNote } from './traffic.ts'

/**
 * What lies in IndexedDB. Outside the sealed bodies stand only random ids, kinds, numbers, times and queue states.
 */
export type RecordRow = {
  readonly id: string
  readonly kind: string
  /** The person it follows; a person follows itself; absent for households and days. */
  readonly personId?: string
  /** Of a person: so that the household is read without opening the body first. */
  readonly householdId?: string
  /** The posyandu in whose stream the server last sent it. */
  readonly stream?: string
  /** It left this phone's posyandu, but has rows without a receipt: it goes when they have theirs. */
  readonly left?: 1
  /** Of a person: visits or notes that have aged out are at the puskesmas only. */
  readonly older?: 1
  /** Of a person: when somebody asked for those, by the server's time, ms. They stay for a while. */
  readonly askedAt?: number
  /** Kept from the newest outbox row when that was cleared away. */
  readonly receipt?: ReceiptNote
  /** Editions before did not pack it. */
  readonly body: Sealed<PackedBody | RecordBody>
}
export type RecordBody = {
  readonly state: RecordState
  /** What this visit adds to the tallies as they stand on disk, so that its old share can be taken out exactly. */
  readonly counted?: Contribution
}
export type ReceiptNote = { readonly receivedAt: number; readonly code: string }

export type OutboxState = 'waiting' | 'held' | 'received'
export type OutboxRow = {
  readonly deviceId: string
  readonly number: number
  readonly state: OutboxState
  readonly kind: string
  readonly recordId: string
  /** The person, or the record itself where there is none. */
  readonly about: string
  readonly savedAt: number
  /** About how many bytes it adds to a batch. */
  readonly bytes: number
  readonly body: Sealed<Mutation>
  readonly code?: string
  readonly field?: string
  /** Of a received row: never merged, but `mended` by a later one, or `closed` at the puskesmas for this `reason`. */
  readonly resolution?: string
  readonly reason?: string
  /** The server's time, ms. */
  readonly receivedAt?: number
  /** Of a received row: when this phone was told so, by the server's time, ms. Older editions kept none. */
  readonly toldAt?: number
  /** A lone culprit waits until then (phone's time) and is then tried alone. */
  readonly asideUntil?: number
  /** Had its receipt, or was held, and waits again since a restored server lacks it: its record may have gone meanwhile. */
  readonly again?: 1
}
/** Numbers of one device, both ends included, with the receipt that all of them have. */
export type ReceiptRange = {
  readonly from: number
  readonly to: number
  readonly code: string
  /** When the server took them, and when it told so, by its time, ms. */
  readonly receivedAt: number
  readonly toldAt: number
}
/** By device, ascending, none overlapping: receipts that have not been written into their rows yet. */
export type Receipts = Readonly<Record<string, readonly ReceiptRange[]>>

/** Part of the list of people; `version` rises with every write of any chunk. */
export type ChunkRow = {
  readonly id: number
  readonly version: number
  readonly body: Sealed<readonly DirectoryEntry[]>
}

/** What one visit adds to a tally: posyandu, month, card, and level or `incomplete`. */
export type Contribution = readonly [posyanduId: string, month: string, card: string, cell: string]
export type TallyRow = {
  readonly posyanduId: string
  readonly month: string
  readonly body: Sealed<MonthTally>
}

export type DraftRow = { readonly key: string; readonly savedAt: number; readonly body: Sealed<FieldValue> }

/** The last number that a device minted, and up to which its rows were cleared away after 60 days. */
export type CounterNote = { readonly lastNumber: number; readonly prunedTo: number }
export const freshCounter: CounterNote = { lastNumber: 0, prunedTo: 0 }

/** One enrolment: the key pair is here before the puskesmas is asked, the rest once it answered. */
export type DeviceRow = {
  readonly id: string
  readonly keys: SigningKeys
  readonly publicKey: string
  /** The code it was asked with, so that the same question can be put again with the same key. */
  readonly code: string
  readonly deviceId?: string
  readonly puskesmasId?: string
  readonly personId?: string
  readonly body?: Sealed<DeviceSecrets>
  /** To which the puskesmas seals a surat balasan; made with the first surat jalan. */
  readonly replyKeys?: ReplyKeys
  /** The enrolment paper, and the number of the puskesmas's keys that signed it. It outlives a wipe, as the queue does. */
  readonly paper?: { readonly body: Sealed<string>; readonly keys: number }
}
export type DeviceSecrets = { readonly enrolment: Enrolment; readonly pullToken: string }

/** `revision` rises with every write of records; a writer that finds it changed starts over. */
export type Ledger = {
  readonly revision: number
  readonly directoryVersion: number
  /** By device. */
  readonly counters: Readonly<Record<string, CounterNote>>
}
export type LoadNote = { readonly done: number; readonly all: number }
/** How far the phone has looked for what has aged out: after which person, on the server's day `day`. */
export type AgingNote = { readonly day: string; readonly after?: string; readonly done: boolean }
export type ContactNote = {
  readonly lastContactAt?: number
  readonly clockOffset?: number
  readonly firstLoadDone: boolean
  /** Of a first load under way: records that have come, and all that are known to come. */
  readonly load?: LoadNote
  readonly cursor?: string
  readonly device: DeviceState
  /** How often the puskesmas answered by network, and up to where it then had this device's rows without a gap. */
  readonly contacts?: number
  readonly have?: number
}
/**
 * `cleared`: nothing received of other posyandu lies here any more (sync-spec MV6). `gained`: with an enrolment, of
 * which no page has come yet.
 */
export type ScopeNote = {
  readonly posyandu: readonly string[]
  readonly cleared: boolean
  readonly gained?: readonly string[]
}
/** The rows of a surat jalan: their numbers, by device. */
export type SuratNumbers = Readonly<Record<string, readonly NumberRange[]>>
/**
 * The last surat jalan that was saved or handed to another app (`at` by the phone's clock, ms), and the surat balasan
 * that were taken in, newest first.
 */
export type SuratNote = {
  readonly handedOut?: {
    readonly id: string
    readonly at: number
    readonly rows: number
    readonly numbers: SuratNumbers
  }
  readonly taken: readonly string[]
}
/**
 * A key of the queue: under the data key, until a wipe destroys that, and sealed to the puskesmas, once that one's keys
 * are known.
 */
export type QueueKeyNote = {
  readonly id: string
  readonly puskesmasId: string
  readonly wrapped?: Uint8Array<ArrayBuffer>
  readonly sealed?: SealedQueueKey
}
/** How large a batch may be after refusals, and how many failures came in a row. */
export type SendingNote = { readonly size: number; readonly failures: number }

/** Who is shown as whom, as the puskesmas last told; `mark` names what it told. Random ids, as everywhere outside. */
export type AliasNote = { readonly mark: string; readonly people: readonly Alias[] }

export type MetaValues = {
  readonly ledger: Ledger
  readonly currentDevice: string
  readonly settings: Settings
  readonly contact: ContactNote
  readonly scope: ScopeNote
  readonly sending: SendingNote
  readonly receipts: Receipts
  readonly aliases: AliasNote
  /** When the puskesmas last told what it holds of a device, phone's time, by device. */
  readonly asked: Readonly<Record<string, number>>
  /** As enrolment, a pull or a surat balasan told them last. */
  readonly puskesmasKeys: PuskesmasKeys
  readonly surat: SuratNote
  readonly queueKeys: readonly QueueKeyNote[]
  /** Nothing lies open any more that could lie sealed. */
  readonly sealed: boolean
  readonly traffic: TrafficNote
  readonly aging: AgingNote
  /** The edition of the rules that the tallies were counted with. */
  readonly rulesEdition: string
}
export type MetaRow = { readonly key: string; readonly value: unknown }
