import { sealTo } from '#protocol/surat/hpke.ts'
import { suratFile, suratOpening } from '#protocol/surat/surat-file.ts'
import {
  joinSuratJalan,
  suratJalanInfo,
  type SuratJalanNote,
  suratJalanSigned,
  suratLimits,
} from '#protocol/surat/surat-jalan.ts'
import { type NumberRange, rangesOf } from '#protocol/batch/number-ranges.ts'
import { suratFileName } from '#protocol/surat/surat-name.ts'
import { newId } from '#device/platform/ids.ts'
import { makeReplyKeys, type ReplyKeys, replyKeyText } from '#device/platform/reply-keys.ts'
import { sign } from '#device/platform/signing.ts'
import { calendarDayAt } from '#device/platform/today.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta, writeMeta } from '#device/store/database.ts'
import { collectAll, type Lot, readSenders, type Sender, sentOf } from '#device/store/outbox.ts'
import type { DeviceRow, SuratNumbers } from '#device/store/rows.ts'
import { paperSeal } from '#device/store/seal.ts'
import { pack, packSealed } from '#device/sync/pack.ts'
import { vouchFor } from '#device/sync/vouch.ts'

/** A surat jalan as a file, and which rows are in it: how many, and their numbers by device. */
export type SuratWritten = {
  readonly id: string
  readonly fileName: string
  readonly text: string
  readonly rows: number
  readonly numbers: SuratNumbers
}
/** `notEnrolled`: nobody to write to. `keysUnknown`: this phone has not yet heard of the puskesmas's keys. */
export type SuratWriting =
  | { readonly ok: true; readonly surat: SuratWritten }
  | { readonly ok: false; readonly code: 'notEnrolled' | 'keysUnknown' }

/**
 * Writes everything without a receipt into one surat jalan, also what an earlier enrolment on this phone left, each
 * batch signed by its own device. Nothing changes in the queue: only a receipt does that.
 */
export async function writeSuratJalan(local: LocalStore, appVersion: string): Promise<SuratWriting> {
  const { database, seals } = local.planner
  const senders = await database.run(() => readSenders(database, local.clock.now()))
  const own = senders.find((sender) => sender.current)
  const row = own && (await database.run(() => rowWithReplyKeys(local, own.deviceId)))
  if (!own || !row?.body || !row.replyKeys) return { ok: false, code: 'notEnrolled' }
  const keys = await database.run(() => readMeta(database, 'puskesmasKeys'))
  if (!keys) return { ok: false, code: 'keysUnknown' }
  const [contact, aliases, secrets] = await Promise.all([
    database.run(() => readMeta(database, 'contact')),
    database.run(() => readMeta(database, 'aliases')),
    seals.data.open(row.body),
  ])
  const now = local.clock.now()
  const packed = await packAll(local, senders, own, appVersion)
  const papers = await papersOf(local, senders, own)
  const note: SuratJalanNote = {
    id: newId(),
    device: own.deviceId,
    reply: await replyKeyText(row.replyKeys),
    keys: keys.number,
    contacts: contact?.contacts ?? 0,
    madeAt: Math.max(0, Math.round(now - (contact?.clockOffset ?? 0))),
    token: secrets.pullToken,
    // What it has let go of and sends again it gets back by reading from the start (sync-spec PL8).
    ...(contact?.cursor !== undefined && !packed.lacks && { cursor: contact.cursor }),
    aliases: aliases?.mark ?? '',
    phones: true,
    ...(papers.length > 0 && { papers }),
  }
  const opening = suratOpening('jalan', { puskesmas: own.puskesmasId, key: keys.number })
  const contents = { note: new TextEncoder().encode(JSON.stringify(note)), batches: packed.batches }
  const signature = await sign(own.keys, new Uint8Array(suratJalanSigned(opening, contents)))
  const seal = { info: suratJalanInfo, opening }
  const body = await sealTo(keys.seal, seal, joinSuratJalan({ ...contents, signature }))
  const { posyandu } = secrets.enrolment
  return {
    ok: true,
    surat: {
      id: note.id,
      fileName: suratFileName('jalan', posyandu, calendarDayAt(now), note.id),
      text: suratFile('jalan', opening, body),
      rows: packed.rows,
      numbers: packed.numbers,
    },
  }
}

const nothing: Lot = { mutations: [] }

/** Batches of all rows, the phone's own device first: its batch goes even when it is empty, for the word of its state. */
async function packAll(
  { planner: { database, seals }, clock }: LocalStore,
  senders: readonly Sender[],
  own: Sender,
  appVersion: string,
): Promise<{ batches: Uint8Array[]; rows: number; numbers: SuratNumbers; lacks: boolean }> {
  const clockOffset = (await database.run(() => readMeta(database, 'contact')))?.clockOffset
  const batches: Uint8Array[] = []
  const numbers: Record<string, NumberRange[]> = {}
  let rows = 0
  let lacks = false
  for (const sender of senders) {
    if (sender.puskesmasId !== own.puskesmasId) continue
    const found = await database.run(() => collectAll(database, seals.queue, sender.deviceId))
    const { lots, waiting, holds } = found
    lacks ||= found.lacks
    const packed = lots.length > 0 ? lots : [nothing]
    const last = packed.at(-1)
    for (const lot of packed) {
      if (batches.length === suratLimits.batches) return { batches, rows, numbers, lacks }
      const baseTime = lot.mutations[0]?.time ?? Math.max(0, Math.round(clock.now()))
      const said = {
        appVersion,
        waiting,
        held: holds.length,
        // Once for each device, when all before it has been taken in: the puskesmas answers by how its own list differs.
        ...(lot === last && { holds: rangesOf(holds) }),
        baseTime,
        ...(clockOffset !== undefined && { clockOffset }),
      }
      const { mutations, sealed } = lot
      batches.push(await (sealed ? packSealed(sender, sealed, said) : pack(sender, mutations, said)))
      const sent = sentOf(lot)
      rows += sent.length
      ;(numbers[sender.deviceId] ??= []).push(...rangesOf(sent.map(({ number }) => number)))
    }
  }
  return { batches, rows, numbers, lacks }
}

/** What each device shows a puskesmas that may have forgotten it: a file cannot be asked for it afterwards. */
async function papersOf(local: LocalStore, senders: readonly Sender[], own: Sender): Promise<string[]> {
  const papers = await Promise.all(
    senders
      .filter(({ puskesmasId }) => puskesmasId === own.puskesmasId)
      .map((sender) => (sender.paper ? paperSeal.open(sender.paper.body) : vouchFor(local, sender))),
  )
  return papers.filter((paper) => paper !== undefined)
}

/** The device's row, with its reply keys: those that a first surat jalan made stay, so that every answer opens. */
async function rowWithReplyKeys(
  { planner: { database } }: LocalStore,
  deviceId: string,
): Promise<DeviceRow | undefined> {
  const find = () => database.devices.where('deviceId').equals(deviceId).first()
  const before = await find()
  if (!before || before.replyKeys) return before
  const made: ReplyKeys = await makeReplyKeys()
  return database.dexie.transaction('rw', database.devices, async () => {
    const row = await find()
    if (!row || row.replyKeys) return row
    const kept = { ...row, replyKeys: made }
    await database.devices.put(kept)
    return kept
  })
}

/** Notes that a surat jalan was saved or handed to another app; until then it is nobody's. */
export async function noteHandedOut(
  { planner: { database }, clock }: LocalStore,
  { id, rows, numbers }: SuratWritten,
): Promise<void> {
  const handedOut = { id, at: clock.now(), rows, numbers }
  await database.run(() =>
    database.dexie.transaction('rw', database.meta, async () => {
      const note = await readMeta(database, 'surat')
      await writeMeta(database, 'surat', { taken: note?.taken ?? [], handedOut })
    }),
  )
}
