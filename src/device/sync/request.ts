import { rangesOf } from '#protocol/batch/number-ranges.ts'
import { agingKinds } from '#protocol/records/aging-kinds.ts'
import { type Database, readMeta } from '#device/store/database.ts'
import type { Collected, Sender } from '#device/store/outbox.ts'
import { paperSeal } from '#device/store/seal.ts'
import type { Engine } from './engine.ts'
import { type BatchNote, pack, packSealed } from './pack.ts'
import { type Portions, usualPortions } from './portions.ts'
import { type Sending, type Sent, send } from './send.ts'

/** A batch on its way. */
export type Request = {
  /** When it left and when its answer was there, by the phone's clock, ms. */
  readonly sent: Promise<Sent & { readonly sentAt: number; readonly answeredAt: number }>
  /** Of the page that comes back, once the head of the answer is here; `undefined` where no other follows. */
  readonly nextCursor: Promise<string | undefined>
  readonly stop: () => void
  /** After which cursor it asked for changes. */
  readonly cursor: string | undefined
}

/**
 * What a batch carries besides its header; `cursor` where it is not the one in the store. Who asks for a `history` asks
 * for nothing else.
 */
export type Contents = Pick<Collected, 'mutations' | 'sealed' | 'waiting' | 'holds' | 'lacks'> & {
  readonly cursor?: string
  readonly history?: BatchNote['history']
}

/** For who asks for a history: of what waits it tells nothing (sync-spec KP6), and the puskesmas reads nothing from it. */
export const nothingToSend: Contents = { mutations: [], waiting: 0, holds: [] }

/** Packs a batch and sends it. No transaction is open here: what travels was read before, and is settled after. */
export async function startRequest(engine: Engine, sender: Sender, contents: Contents): Promise<Request> {
  const { database, clock, appVersion, intake, portions = usualPortions } = engine
  const { mutations, sealed, waiting, holds } = contents
  const contact = await database.run(() => readMeta(database, 'contact'))
  const pullToken = sender.current ? await intake?.pullToken(sender.deviceId) : undefined
  // What it has let go of and sends again it gets back by reading from the start (sync-spec PL8).
  const cursor = contents.cursor ?? (contents.lacks ? undefined : contact?.cursor)
  const pull =
    pullToken && !contents.history
      ? await database.run(() => pullNote(database, portions, cursor))
      : undefined
  const pinned = pull && (await database.run(() => readMeta(database, 'puskesmasKeys')))
  const note: BatchNote = {
    baseTime: mutations[0]?.time ?? Math.max(0, Math.round(clock.now())),
    appVersion,
    waiting,
    held: holds.length,
    holds: rangesOf(holds),
    ...(contact?.clockOffset !== undefined && { clockOffset: contact.clockOffset }),
    ...(pinned && sender.paper?.keys !== pinned.number && { paper: 'wanted' }),
    ...(pull && { pull }),
    ...(contents.history && { history: contents.history }),
  }
  const bytes = await (sealed ? packSealed(sender, sealed, note) : pack(sender, mutations, note))
  return post(engine, sender, { bytes, pullToken }, cursor)
}

/** A phone that holds no visits may do without those that have aged out; what it holds it must hear of. */
async function pullNote(
  database: Database,
  { firstPage, page }: Portions,
  cursor: string | undefined,
): Promise<BatchNote['pull']> {
  const aliases = (await readMeta(database, 'aliases'))?.mark ?? ''
  const reads = { aliases, columns: true, phones: true } as const
  if (cursor !== undefined) return { limit: page, cursor, ...reads }
  const held = await database.records.where('kind').anyOf(agingKinds).count()
  return { limit: firstPage, ...reads, ...(held === 0 && { aged: 'stays' as const }) }
}

function post(
  engine: Engine,
  sender: Sender,
  batch: Pick<Sending, 'bytes' | 'pullToken'>,
  cursor: string | undefined,
): Request {
  const { clock, transport } = engine
  const control = new AbortController()
  const { promise: nextCursor, resolve: onCursor } = withResolver<string | undefined>()
  const sentAt = clock.now()
  const ask = (paper?: string) => send({ ...batch, transport, paper, now: clock.now(), onCursor, control })
  const exchanged = async () => {
    const one = await withPaper(engine, sender, await ask(), ask)
    return { ...one, sentAt, answeredAt: clock.now() }
  }
  return { sent: exchanged(), nextCursor, stop: () => control.abort(), cursor }
}

/** Asked for only by a puskesmas that knows no such device, so that it costs no byte of a usual exchange (FD1). */
async function withPaper(
  { intake }: Engine,
  sender: Sender,
  first: Sent,
  ask: (paper: string) => Promise<Sent>,
): Promise<Sent> {
  if (first.result.ok || first.result.failure.code !== 'unknownDevice') return first
  const paper = sender.paper ? await paperSeal.open(sender.paper.body) : await intake?.vouchFor(sender)
  if (paper === undefined) return first
  const { result, traffic } = await ask(paper)
  const sent = first.traffic.sent + traffic.sent
  return { result, traffic: { sent, received: first.traffic.received + traffic.received } }
}

const untilAsked = () => undefined

/** `Promise.withResolvers` is younger than the oldest browser that must run this. */
function withResolver<T>() {
  let resolve: (value: T) => void = untilAsked
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
