import type { webcrypto } from 'node:crypto'
import { v7 } from 'uuid'
import type { ChangesPage, SyncAnswer } from '#protocol/messages/sync.ts'
import type { SuratTaken } from '#protocol/messages/surat.ts'
import { limits } from '#protocol/mutation.ts'
import type { SuratBalasan } from '#protocol/surat/surat-balasan.ts'
import type { SuratJalanNote } from '#protocol/surat/surat-jalan.ts'
import { suratFileName } from '#protocol/surat/surat-name.ts'
import { findDevice, pullTokenMatches } from '#server/access/device.ts'
import { listDevices } from '#server/access/devices.ts'
import { findPuskesmas } from '#server/access/named.ts'
import { type ErrorCode, Refusal } from '#server/errors.ts'
import { deviceKey } from '#server/records/device-keys.ts'
import { readTruePaper, type TruePaper } from '#server/records/known-by-paper.ts'
import { envelopeMargin, openOutside } from '#server/records/open-batch.ts'
import { ownWrites } from '#server/records/own-writes.ts'
import { pullChanges } from '#server/records/pull.ts'
import type { Entry } from '#server/records/read-entry.ts'
import { type Arrival, takeBatch } from '#server/records/take-batch.ts'
import { dayIn } from '#server/time/day-in.ts'
import type { KeyRing } from './key-ring.ts'
import { openSuratJalan, type OpenedSurat } from './open-surat-jalan.ts'
import { writeSuratBalasan } from './write-surat-balasan.ts'

export type SuratArrival = Pick<Arrival, 'database' | 'puskesmasId' | 'now' | 'log'> & {
  readonly keys: KeyRing
  /** The file as it was given. */
  readonly file: Uint8Array
}

/**
 * Takes a surat jalan in: each batch in it goes the way that it would have gone by network, and the surat balasan tells
 * the phone what that road would have told it. Repeating it, or the network before or after it, changes nothing.
 * What is refused changes nothing either; a single batch that is refused keeps no other back.
 */
export async function takeSuratJalan(arrival: SuratArrival): Promise<SuratTaken> {
  const { puskesmasId, keys } = arrival
  const surat = await openSuratJalan(arrival.file, puskesmasId, keys)
  const { note } = surat
  const papers = await truePapers(arrival, note)
  const sender = await checkSender(arrival, surat, papers)
  const begunAt = arrival.now()
  const taken = await takeBatches(arrival, surat.batches, papers)
  const [firstRefused] = taken.refused
  if (taken.answers.size === 0 && (firstRefused || sender === 'unknown'))
    throw new Refusal(firstRefused ?? 'unknownDevice')
  const serverTime = arrival.now()
  const contents: SuratBalasan = {
    id: v7(),
    answers: note.id,
    contacts: note.contacts,
    serverTime,
    devices: [...taken.answers].map(([deviceId, answer]) => ({ deviceId, answer })),
    pages: sender === 'known' ? await pagesFor(arrival, note, taken.entries) : [],
    refused: [...taken.refused],
    keys: keys.current.announced,
  }
  const text = await writeSuratBalasan(contents, note, puskesmasId, keys)
  return describe(arrival, note, taken, { text, begunAt, serverTime })
}

type Papers = ReadonlyMap<string, TruePaper & { readonly text: string }>

/** The papers by device that are true: by network a phone shows its own when it is asked, a file cannot be asked. */
async function truePapers(
  { database, puskesmasId }: SuratArrival,
  { papers = [] }: SuratJalanNote,
): Promise<Papers> {
  const found = new Map<string, TruePaper & { text: string }>()
  for (const text of papers) {
    const read = await readTruePaper(database, puskesmasId, text)
    if (read) found.set(read.paper.device, { ...read, text })
  }
  return found
}

/** A device that the puskesmas does not know can still have batches taken that other devices signed. */
async function checkSender(
  { database, puskesmasId }: SuratArrival,
  { note, signature, signed }: OpenedSurat,
  papers: Papers,
): Promise<'known' | 'unknown'> {
  const key = (await deviceKey(database, puskesmasId, note.device)) ?? papers.get(note.device)?.key
  if (!key) return 'unknown'
  if (!(await isSigned(key, signature, signed))) throw new Refusal('suratForged')
  return 'known'
}

const isSigned = (key: webcrypto.CryptoKey, signature: Uint8Array, signed: Uint8Array): Promise<boolean> =>
  crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signature), Buffer.from(signed))

type Taken = {
  /** By device, its batches' answers put together. */
  readonly answers: ReadonlyMap<string, SyncAnswer>
  readonly refused: ReadonlySet<ErrorCode>
  readonly entries: readonly Entry[]
}

async function takeBatches(
  arrival: SuratArrival,
  batches: readonly Uint8Array[],
  papers: Papers,
): Promise<Taken> {
  const answers = new Map<string, SyncAnswer>()
  const refused = new Set<ErrorCode>()
  const entries: Entry[] = []
  for (const bytes of batches) {
    try {
      if (bytes.length > limits.bytesPerBatch + envelopeMargin) throw new Refusal('payloadTooLarge')
      const envelope = openOutside(bytes, arrival.puskesmasId)
      const deviceId = envelope.header.device.toLowerCase()
      const paper = papers.get(deviceId)?.text
      const taken = await takeBatch({
        ...arrival,
        keys: undefined,
        openers: arrival.keys,
        bytes,
        token: undefined,
        paper,
      })
      answers.set(deviceId, together(answers.get(deviceId), taken.answer))
      entries.push(...taken.entries)
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      refused.add(fault.code)
    }
  }
  return { answers, refused, entries }
}

function together(before: SyncAnswer | undefined, answer: SyncAnswer): SyncAnswer {
  return {
    ...answer,
    receipts: [...(before?.receipts ?? []), ...answer.receipts],
    held: [...(before?.held ?? []), ...answer.held],
  }
}

/** Beyond that many pages the phone asks on with its next surat; a village's whole register is a dozen. */
const mostPages = 30
const pageRecords = 1_000

/** What changed since the phone's cursor, by the same rules as by network: an active device, with its token. */
async function pagesFor(
  { database, puskesmasId, keys, now }: SuratArrival,
  { device: deviceId, token, cursor, aliases, phones }: SuratJalanNote,
  entries: readonly Entry[],
): Promise<ChangesPage[]> {
  const scope = { puskesmasId, posyandu: 'none' } as const
  const device = await database.withScope(scope, (queries) => findDevice(queries, deviceId))
  if (!device?.active || !pullTokenMatches(device, token)) return []
  const own = ownWrites(deviceId, entries)
  const pages: ChangesPage[] = []
  let last: ChangesPage | undefined
  let told = aliases
  do {
    last = await pullChanges(database, puskesmasId, device.posyandu, {
      cursor: last?.cursor ?? cursor,
      limit: pageRecords,
      aliases: told,
      phones,
      own,
      keys: keys.current.announced,
      now: now(),
    })
    pages.push(last)
    told = last.changes.aliases?.mark ?? told
  } while (last.more && pages.length < mostPages)
  return pages
}

type Answered = {
  readonly text: string
  /** When the first batch was taken in, and when all were, ms. */
  readonly begunAt: number
  readonly serverTime: number
}

async function describe(
  { database, puskesmasId, log }: SuratArrival,
  note: SuratJalanNote,
  taken: Taken,
  { text, begunAt, serverTime }: Answered,
): Promise<SuratTaken> {
  const scope = { puskesmasId, posyandu: 'none' } as const
  const { device, timeZone } = await database.withScope(scope, async (queries) => ({
    device: (await listDevices(queries, 'all')).find(({ id }) => id === note.device),
    timeZone: (await findPuskesmas(queries)).timeZone,
  }))
  const counts = countsOf([...taken.answers.values()])
  log?.({ event: 'suratTaken', ...counts, refused: [...taken.refused] })
  const posyandu = device?.posyandu ?? []
  const isRepeated = counts.accepted === 0 && counts.duplicate + counts.held > 0 && !holdsNew(taken, begunAt)
  return {
    ...counts,
    ...(isRepeated && { notice: 'suratRepeated' }),
    ...(device && { from: { account: device.account, posyandu: device.posyandu } }),
    madeAt: note.madeAt,
    refused: [...taken.refused],
    balasan: { fileName: suratFileName('balasan', posyandu, dayIn(timeZone, serverTime), note.id), text },
  }
}

/** Whether anything is held that had not arrived before: what is held again keeps the time of its first arrival. */
const holdsNew = ({ answers }: Taken, begunAt: number): boolean =>
  [...answers.values()].some(({ held }) => held.some(({ receivedAt }) => receivedAt >= begunAt))

function countsOf(answers: readonly SyncAnswer[]) {
  const named = (outcome: 'accepted' | 'duplicate') =>
    answers
      .flatMap(({ receipts }) => receipts)
      .filter((receipt) => receipt.outcome === outcome)
      .reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const held = answers.reduce((sum, answer) => sum + answer.held.length, 0)
  return { accepted: named('accepted'), duplicate: named('duplicate'), held }
}
