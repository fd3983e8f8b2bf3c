import { pullTokenMatches } from '#server/access/device.ts'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import type { Envelope } from '#protocol/batch/envelope.ts'
import type { DeviceState, SyncAnswer } from '#protocol/messages/sync.ts'
import type { Database } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { hashToken } from '#server/access/session.ts'
import type { Vault } from '#server/sealing/vault.ts'
import type { KeyPairs } from '#server/surat/key-ring.ts'
import { deviceKey } from './device-keys.ts'
import { readHistory } from './history.ts'
import { knowByPaper, paperOf } from './known-by-paper.ts'
import { type Inside, isSealedByRow, isSignedBy, openInside, openOutside } from './open-batch.ts'
import type { LockedDevice } from './lock-devices.ts'
import type { Openers } from './open-sealed-rows.ts'
import { ownWrites } from './own-writes.ts'
import { pullChanges } from './pull.ts'
import { type Push, pushQueueOf } from './push-queue.ts'
import { type Entry, readEntry } from './read-entry.ts'
import { heldOf, receiptsOf } from './receipts.ts'

export type Arrival = {
  readonly database: Database
  readonly puskesmasId: string
  readonly now: () => number
  readonly log?: ((entry: Readonly<Record<string, unknown>>) => void) | undefined
  readonly bytes: Uint8Array
  /** The puskesmas's present keys, for phones that have not heard of them or have no paper signed by them. */
  readonly keys?: KeyPairs | undefined
  /** All keys that the puskesmas ever had, for rows that were sealed to them one by one. */
  readonly openers?: Openers | undefined
  /** The pull token as it came, if any did. */
  readonly token: string | undefined
  /** The device's enrolment paper as it came, if any did. */
  readonly paper?: string | undefined
}

/** `entries`: what was pushed, read. */
type TakenBatch = { readonly answer: SyncAnswer; readonly entries: readonly Entry[] }

/**
 * Takes one batch in, by whichever road it came, and gives the answer. What is refused changes nothing; behind a
 * good signature every number has an outcome, and what was pushed is committed before this resolves.
 */
export async function takeBatch(arrival: Arrival): Promise<TakenBatch> {
  const { database, puskesmasId, bytes } = arrival
  const envelope = openOutside(bytes, puskesmasId)
  const deviceId = envelope.header.device.toLowerCase()
  if (arrival.paper !== undefined)
    await knowByPaper(database, puskesmasId, { text: arrival.paper, envelope, now: arrival.now() })
  const key = await deviceKey(database, puskesmasId, deviceId)
  if (!key) throw new Refusal('unknownDevice')
  if (!(await isSignedBy(envelope, key))) throw new Refusal('badSignature')
  const inside = await openInside(envelope, arrival.openers)
  const push = toPush(envelope, inside, { bytes, now: arrival.now(), vault: database.vault })
  const { outcomes, others, have, beyond, device } = await pushQueueOf(database, puskesmasId).add(
    push,
    arrival.log,
  )
  const told = [...outcomes, ...others]
  const { entries } = push
  const answer = {
    serverTime: arrival.now(),
    have,
    beyond: [...beyond],
    receipts: receiptsOf(told),
    held: heldOf(told),
    device: stateOf(device),
  }
  if (!('header' in inside) || !device.active || !pullTokenMatches(device, arrival.token))
    return { answer, entries }
  const { pull, history, paper } = inside.header
  const { posyandu } = device
  const now = arrival.now()
  const own = ownWrites(deviceId, entries)
  const { keys } = arrival
  const asked = {
    ...(paper !== undefined && keys && (await paperFor(arrival, deviceId, keys))),
    ...(pull &&
      (await pullChanges(database, puskesmasId, posyandu, { ...pull, own, keys: keys?.announced, now }))),
    ...(history && { history: await readHistory(database, puskesmasId, posyandu, { ...history, now }) }),
  }
  return { answer: { ...answer, ...asked }, entries }
}

const stateOf = ({ active, forgotten }: LockedDevice): DeviceState =>
  active ? 'active' : forgotten ? 'forgotten' : 'revoked'

/** Who has a pull token is the phone itself: it gets a paper that brings that token back. */
async function paperFor(
  { database, puskesmasId, now, token = '' }: Arrival,
  deviceId: string,
  keys: KeyPairs,
) {
  const paper = await database.withScope({ puskesmasId, posyandu: 'none' }, (queries) =>
    paperOf(queries, puskesmasId, deviceId, { tokenHash: hashToken(token), keys, now: now() }),
  )
  return paper === undefined ? {} : { paper }
}

type Taken = { readonly bytes: Uint8Array; readonly now: number; readonly vault: Vault }

/** What the envelope promised is what counts: rows beyond are kept with the batch, rows that lack are held. */
function toPush(envelope: Envelope, inside: Inside, { bytes, now, vault }: Taken): Push {
  const { header } = envelope
  const promised = spread(header.numbers)
  const rows = 'arrived' in inside ? inside.arrived : []
  const entries = rows.filter((row) => promised.has(row.number)).map((row) => readEntry(row, vault))
  const there = new Set(entries.map((entry) => entry.number))
  const numbers = [...promised].filter((number) => !there.has(number))
  const hasStrays = entries.length < rows.length
  const isUnread = numbers.length > 0 || hasStrays || entries.some(cannotBeTold)
  const code = 'hold' in inside ? inside.hold : 'unreadable'
  return {
    deviceId: header.device.toLowerCase(),
    entries,
    // What only the puskesmas's keys open is kept row by row: what was accepted is read again without them.
    ...(!isSealedByRow(envelope) && { bytes }),
    now,
    said: 'header' in inside ? saidOf(inside.header) : {},
    ...(isUnread && { unread: { bytes, numbers, code } }),
  }
}

/** Who asks for a history says nothing of what waits or is held. */
function saidOf(header: BatchHeader): NonNullable<Push['said']> {
  const { appVersion, clockOffset } = header
  return header.history ? { appVersion, clockOffset } : header
}

/** What could not even be written down; a mutation always can. */
const cannotBeTold = ({ read, content }: Entry) => 'reason' in read && content().text === undefined

function spread(ranges: readonly (readonly [number, number])[]): Set<number> {
  const numbers = new Set<number>()
  for (const [from, to] of ranges) for (let number = from; number <= to; number++) numbers.add(number)
  return numbers
}
