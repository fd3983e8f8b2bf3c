import { z } from 'zod/mini'
import { knownAnswer, knownChanges } from '#protocol/messages/read-answer.ts'
import type { ChangesPage, SyncAnswer } from '#protocol/messages/sync.ts'
import { parseJson } from '#protocol/parse-json.ts'
import { openSealed } from '#protocol/surat/hpke.ts'
import {
  balasanSignatureBytes,
  mostBalasanBytes,
  type SuratBalasan,
  suratBalasanHeaderSchema,
  suratBalasanInfo,
  suratBalasanSchema,
} from '#protocol/surat/surat-balasan.ts'
import { readSuratFile, type SuratFileProblem } from '#protocol/surat/surat-file.ts'
import { joinBytes } from '#protocol/surat/join-bytes.ts'
import { inflateRaw } from '#device/platform/compression.ts'
import { isSignedBy } from '#device/platform/verify.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta, writeMeta } from '#device/store/database.ts'
import type { DeviceRow } from '#device/store/rows.ts'
import { settle, unreceived } from '#device/store/settle.ts'
import type { Intake } from '#device/sync/engine.ts'

/**
 * Why a surat balasan settles nothing, besides not being one. `suratOfOtherPhone`: for another. `suratKeyUnknown`:
 * signed by keys that this phone has not pinned. `suratForged`: signed by nobody whom it knows. `suratUnopenable`:
 * sealed to keys that this phone has no more. `suratRepeated`: taken in before.
 */
export type BalasanProblem =
  | SuratFileProblem
  | 'wrongPuskesmas'
  | 'suratOfOtherPhone'
  | 'suratKeyUnknown'
  | 'suratForged'
  | 'suratUnopenable'
  | 'suratRepeated'

/** `received`, `held`: rows that this very surat settled so; `records`: what others wrote and this phone now has. */
export type BalasanTaken =
  | {
      readonly ok: true
      readonly received: number
      readonly held: number
      readonly records: number
      /** The puskesmas has more for this phone than one surat carries. */
      readonly more: boolean
      /** Codes of batches that the puskesmas did not take. */
      readonly refused: readonly string[]
    }
  | { readonly ok: false; readonly code: BalasanProblem }

type Opened =
  | { readonly ok: true; readonly contents: SuratBalasan; readonly device: DeviceRow }
  | { readonly ok: false; readonly code: BalasanProblem }

/** Takes a surat balasan in: receipts, holds, changes and keys as a sync by network would have brought them. */
export async function takeSuratBalasan(
  local: LocalStore,
  intake: Intake,
  file: string,
): Promise<BalasanTaken> {
  const { database } = local.planner
  const opened = await openBalasan(local, file)
  if (!opened.ok) return opened
  const { contents, device } = opened
  const note = await database.run(() => readMeta(database, 'surat'))
  if (note?.taken.includes(contents.id)) return refused('suratRepeated')
  const word = await wordOf(local, contents)
  const settled = await settleAll(local, contents, word)
  const currentId = await database.run(() => readMeta(database, 'currentDevice'))
  const isCurrent = device.deviceId === currentId
  const pages =
    word === 'late' || !isCurrent ? [] : contents.pages.map(word === 'older' ? withoutScope : asIs)
  for (const page of pages) await intake.apply(page, currentId ?? '')
  await database.run(() => noteTaken(local, contents))
  if (isCurrent && word !== 'late') await intake.finish(currentId ?? '', contents.serverTime)
  return {
    ok: true,
    ...settled,
    records: pages.reduce((sum, { changes }) => sum + changes.records.length, 0),
    more: pages.at(-1)?.more ?? false,
    refused: contents.refused,
  }
}

/** Which posyandu this phone has is believed of the newest word alone (sync-spec MV6); who wrote stays true (PL10). */
function withoutScope(page: ChangesPage): ChangesPage {
  const changes = { ...page.changes }
  delete changes.posyandu
  return { ...page, changes }
}
const asIs = (page: ChangesPage) => page

async function openBalasan({ planner: { database } }: LocalStore, file: string): Promise<Opened> {
  const outside = readSuratFile('balasan', file)
  if (!outside.ok) return outside
  const header = z.safeParse(suratBalasanHeaderSchema, outside.header)
  if (!header.success) return refused('suratForged')
  const { puskesmas, device: deviceId, key } = header.data
  const [devices, keys] = await database.run(() =>
    Promise.all([database.devices.toArray(), readMeta(database, 'puskesmasKeys')]),
  )
  if (devices.every((row) => row.puskesmasId !== puskesmas)) return refused('wrongPuskesmas')
  const device = devices.find((row) => row.deviceId === deviceId)
  if (!device) return refused('suratOfOtherPhone')
  if (keys?.number !== key) return refused('suratKeyUnknown')
  const { opening, body } = outside
  const sealed = body.slice(0, -balasanSignatureBytes)
  const signature = new Uint8Array(body.slice(-balasanSignatureBytes))
  const signed = new Uint8Array(joinBytes([opening, sealed]))
  if (!(await isSignedBy(keys.sign, signature, signed))) return refused('suratForged')
  const packed =
    device.replyKeys && (await openSealed(device.replyKeys, { info: suratBalasanInfo, opening }, sealed))
  if (!packed) return refused('suratUnopenable')
  const contents = await readContents(new Uint8Array(packed))
  return contents ? { ok: true, contents, device } : refused('suratNewer')
}

/** What the puskesmas signed and this edition cannot read was written by a newer one. */
async function readContents(packed: Uint8Array<ArrayBuffer>): Promise<SuratBalasan | undefined> {
  const bytes = await inflateRaw(packed, mostBalasanBytes)
  const parsed =
    bytes && z.safeParse(suratBalasanSchema, knownContents(parseJson(new TextDecoder().decode(bytes))))
  return parsed?.success ? parsed.data : undefined
}

/** What a newer puskesmas adds is passed over; pages that cannot be read are left for another time. */
function knownContents(told: unknown): unknown {
  const contents = z.safeParse(outlineSchema, told)
  if (!contents.success) return told
  const { devices, pages } = contents.data
  const known = pages.map((page) => ({ ...page, changes: knownChanges(page.changes) }))
  return {
    ...contents.data,
    devices: devices.map((one) => ({ ...one, answer: knownAnswer(one.answer) })),
    pages: known.every(({ changes }) => changes) ? known : [],
  }
}

const outlineSchema = z.looseObject({
  devices: z.array(z.looseObject({ answer: z.unknown() })),
  pages: z.array(z.looseObject({ changes: z.unknown() })),
})

/**
 * `late`: the puskesmas said something newer by network since. `older`: another balasan did. Which of the two is told by
 * counting contacts, so that a phone which never sees a network depends on no clock for its receipts, not even the
 * server's.
 */
type Word = 'new' | 'older' | 'late'

async function wordOf({ planner: { database } }: LocalStore, contents: SuratBalasan): Promise<Word> {
  const contact = await database.run(() => readMeta(database, 'contact'))
  const spokeSince = (contact?.contacts ?? 0) !== contents.contacts
  if (contents.serverTime >= (contact?.lastContactAt ?? 0)) return 'new'
  return spokeSince ? 'late' : 'older'
}

async function settleAll(local: LocalStore, { devices }: SuratBalasan, word: Word) {
  const { database, seals } = local.planner
  const [rows, currentId, contact] = await database.run(() =>
    Promise.all([
      database.devices.toArray(),
      readMeta(database, 'currentDevice'),
      readMeta(database, 'contact'),
    ]),
  )
  const counts = { received: 0, held: 0 }
  for (const { deviceId, answer: whole } of devices) {
    const row = rows.find((one) => one.deviceId === deviceId)
    if (!row?.puskesmasId || !row.personId) continue
    const current = deviceId === currentId
    const answer = word === 'late' ? stillTrue(whole, current ? (contact?.have ?? 0) : 0) : whole
    const sent = await database.run(() => unreceived(database, seals.queue, deviceId, numbersIn(answer)))
    const sender = {
      deviceId,
      puskesmasId: row.puskesmasId,
      personId: row.personId,
      keys: row.keys,
      current,
      asks: false,
    }
    const answeredAt = local.clock.now()
    await database.run(() =>
      settle(database, { sender, sent, answer, answeredAt, word: word === 'new' ? 'new' : 'older' }),
    )
    const isHeld = new Set(answer.held.map(({ number }) => number))
    counts.held += sent.filter(({ number }) => isHeld.has(number)).length
    counts.received += sent.filter(({ number }) => !isHeld.has(number)).length
  }
  return counts
}

/** Of an answer that newer ones followed: receipts of what the puskesmas, by its last word, still has. */
const stillTrue = (answer: SyncAnswer, have: number): SyncAnswer => ({
  ...answer,
  held: [],
  receipts: answer.receipts
    .filter(({ from }) => from <= have)
    .map((receipt) => ({ ...receipt, to: Math.min(receipt.to, have) })),
})

function numbersIn({ receipts, held }: SyncAnswer): ReadonlySet<number> {
  const numbers = new Set(held.map(({ number }) => number))
  for (const { from, to } of receipts) for (let number = from; number <= to; number++) numbers.add(number)
  return numbers
}

/** Enough to know every file that may still lie about. */
const rememberedSurat = 100

async function noteTaken({ planner: { database } }: LocalStore, { id, keys }: SuratBalasan): Promise<void> {
  await database.dexie.transaction('rw', database.meta, async () => {
    const note = await readMeta(database, 'surat')
    const taken = [id, ...(note?.taken ?? [])].slice(0, rememberedSurat)
    await writeMeta(database, 'surat', { ...note, taken })
    const pinned = await readMeta(database, 'puskesmasKeys')
    if (pinned && keys.number > pinned.number) await writeMeta(database, 'puskesmasKeys', keys)
  })
}

const refused = (code: BalasanProblem): { readonly ok: false; readonly code: BalasanProblem } => ({
  ok: false,
  code,
})
