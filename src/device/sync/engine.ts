import type { ChangesPage, SyncAnswer } from '#protocol/messages/sync.ts'
import type { Clock } from '#device/platform/clock.ts'
import { type Database, readMeta } from '#device/store/database.ts'
import {
  type Collected,
  collect,
  hasRowsAbove,
  keepPaper,
  noteFailure,
  readSenders,
  readSending,
  type Sender,
  sentOf,
  stepAside,
  writeSending,
} from '#device/store/outbox.ts'
import type { QueueSeal } from '#device/store/seal.ts'
import { type Exchange, receiptFor, settle } from '#device/store/settle.ts'
import { noteTrafficNow } from '#device/store/traffic.ts'
import { judgeFailure, relax } from './halving.ts'
import { type Portions, usualPortions } from './portions.ts'
import { type Request, startRequest } from './request.ts'
import type { SendFailure, Traffic, Transport } from './send.ts'

/** What only the open page can do: hand in what came back. The locked worker has none of it and only pushes. */
export type Intake = {
  readonly pullToken: (deviceId: string) => Promise<string | undefined>
  /** Merges a page that was given to this device, and saves its cursor in one transaction. */
  readonly apply: (page: ChangesPage, deviceId: string) => Promise<void>
  /** After a whole exchange: conclusions that lag, rows kept long enough. */
  readonly finish: (deviceId: string, serverTime: number) => Promise<void>
  /** A paper for an earlier enrolment that has none of the puskesmas's own. */
  readonly vouchFor: (sender: Sender) => Promise<string | undefined>
}

/** True progress: rows sent or records received, of all that are known to be to do. */
export type Progress = { readonly phase: 'push' | 'pull'; readonly done: number; readonly total: number }

export type Engine = {
  readonly database: Database
  /** Nothing for whoever cannot open the rows: the worker of a locked app sends them as they lie. */
  readonly queueSeal: QueueSeal | undefined
  readonly clock: Clock
  readonly transport: Transport
  readonly appVersion: string
  readonly intake?: Intake
  /** Of who hands nothing in: ask the puskesmas even if nothing waits, for what it says of this phone. */
  readonly asks?: boolean
  /** The usual ones, where left out. */
  readonly portions?: Portions
  readonly onProgress?: (progress: Progress) => void
}

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly failure: SendFailure }

const done: Outcome = { ok: true }

/**
 * Runs until every device's rows are with the puskesmas and everything new is here, or something fails. That this
 * device is refused keeps no rows of an earlier enrolment back; any other failure would be theirs too.
 */
export async function runSync(engine: Engine): Promise<Outcome> {
  let outcome = done
  for (const sender of await engine.database.run(() => readSenders(engine.database, engine.clock.now()))) {
    const one = await syncDevice(engine, sender)
    if (one.ok || !sender.current) continue
    if (one.failure.kind !== 'refused') return one
    outcome = one
  }
  return outcome
}

/** How far one device has come in this run. */
type Round = {
  pushed: number
  pulled: number
  wantsAnswer: boolean
  serverTime: number
  cursor: string | undefined
}

async function syncDevice(engine: Engine, started: Sender): Promise<Outcome> {
  let sender = started
  const contact = await engine.database.run(() => readMeta(engine.database, 'contact'))
  const round: Round = {
    pushed: 0,
    // A first load that was cut goes on, and so does its progress.
    pulled: (sender.current && contact?.load?.done) || 0,
    wantsAnswer: sender.asks || (sender.current && (!!engine.intake || engine.asks === true)),
    serverTime: 0,
    cursor: undefined,
  }
  let ahead: Promise<Request | undefined> | undefined
  try {
    for (;;) {
      const collected = await collectStage(engine, sender)
      if (sentOf(collected).length === 0 && !round.wantsAnswer)
        return await finishStage(engine, sender, round)
      const early = await ahead
      const isWanted = early !== undefined && onlyAsks(collected) && early.cursor === round.cursor
      if (early && !isWanted) await leave(engine, early)
      const request = isWanted ? early : await startRequest(engine, sender, collected)
      ahead = onlyAsks(collected) ? askAhead(engine, sender, collected, request) : undefined
      const exchange = await request.sent
      if (!exchange.result.ok) {
        const { failure } = exchange.result
        if (await failureStage(engine, sender, collected, failure, exchange.traffic)) continue
        return { ok: false, failure }
      }
      const { answer, isWhole } = exchange.result
      sender = await settleStage(engine, {
        ...exchange,
        sender,
        answer,
        sent: sentOf(collected),
        holds: collected.holds,
      })
      await applyStage(engine, sender, answer, round)
      const moved = tellProgress(engine, collected, answer, round)
      if (!isWhole) return { ok: false, failure: { kind: 'server', code: 'answerNewer' } }
      if (!moved) return { ok: false, failure: { kind: 'server', code: 'noProgress' } }
      if (!round.wantsAnswer && (await isAllThere(engine, sender, collected, answer)))
        return await finishStage(engine, sender, round)
    }
  } finally {
    const left = await ahead
    if (left) await leave(engine, left)
  }
}

const onlyAsks = (collected: Collected) => sentOf(collected).length + collected.holds.length === 0

/** The next page sets out while the one before is still coming in or being taken in (sync-spec PL9). */
async function askAhead(
  engine: Engine,
  sender: Sender,
  collected: Collected,
  request: Request,
): Promise<Request | undefined> {
  const cursor = await request.nextCursor
  if (cursor === undefined) return undefined
  return startRequest(engine, sender, { ...collected, cursor }).catch(() => undefined)
}

/** Ends a request that nobody waits for, however it fails; what it took was taken all the same (sync-spec TF1). */
async function leave(engine: Engine, request: Request): Promise<void> {
  request.stop()
  const sent = await request.sent.catch(() => undefined)
  if (sent) await countTraffic(engine, sent.traffic)
}

async function countTraffic({ database, clock }: Engine, traffic: Traffic): Promise<void> {
  // A count that cannot be written down is no reason to fail: what ends here has been settled, or goes again.
  await database.run(() => noteTrafficNow(database, clock.now(), traffic)).catch(() => undefined)
}

/**
 * Whether nothing is left to send: all that waited went out and is with the puskesmas without a gap, and nothing was
 * saved since. Anything less plain than that is for the next round to see.
 */
async function isAllThere(
  { database }: Engine,
  { deviceId }: Sender,
  collected: Collected,
  answer: SyncAnswer,
): Promise<boolean> {
  const sent = sentOf(collected)
  const last = sent.at(-1)
  const isWhole = collected.holds.length === 0 && sent.length === collected.waiting
  const isPlain = last && isWhole && answer.have >= last.number
  if (!isPlain || !sent.every(({ number }) => isNamed(answer, number))) return false
  return !(await database.run(() => hasRowsAbove(database, deviceId, last.number)))
}

const isNamed = (answer: SyncAnswer, number: number) =>
  receiptFor(answer, number) !== undefined || answer.held.some((one) => one.number === number)

async function collectStage(engine: Engine, sender: Sender): Promise<Collected> {
  const { database, queueSeal, clock, portions = usualPortions } = engine
  return database.run(async () => {
    const { size } = await readSending(database)
    return collect(database, queueSeal, sender.deviceId, Math.min(size, portions.mutations), clock.now())
  })
}

async function settleStage({ database }: Engine, exchange: Exchange): Promise<Sender> {
  const { sender, answer } = exchange
  await database.run(async () => {
    await settle(database, exchange)
    const note = await readSending(database)
    const wider = relax(note)
    if (wider.size !== note.size || note.failures > 0) await writeSending(database, wider)
  })
  if (answer.paper === undefined) return sender
  const paper = await keepPaper(database, sender.deviceId, answer.paper)
  return paper ? { ...sender, paper } : sender
}

/** Applies the page; its cursor is saved in the same transaction. */
async function applyStage(
  engine: Engine,
  { deviceId }: Sender,
  answer: SyncAnswer,
  round: Round,
): Promise<void> {
  round.serverTime = answer.serverTime
  const { changes, cursor } = answer
  const more = answer.more ?? false
  if (engine.intake && changes && cursor !== undefined)
    await engine.intake.apply({ changes, cursor, more }, deviceId)
  round.wantsAnswer = round.wantsAnswer && more
}

async function finishStage(engine: Engine, sender: Sender, round: Round): Promise<Outcome> {
  if (round.serverTime > 0) await engine.intake?.finish(sender.deviceId, round.serverTime)
  return done
}

/** Whether to go on at once: with half the rows, or without the lone culprit. */
async function failureStage(
  engine: Engine,
  sender: Sender,
  collected: Collected,
  failure: SendFailure,
  traffic: Traffic,
): Promise<boolean> {
  const { database, clock } = engine
  const sent = sentOf(collected)
  const verdict = judgeFailure(failure, sent.length, await database.run(() => readSending(database)))
  await database.run(() => noteFailure(database, verdict.note, traffic, clock.now()))
  const culprit =
    verdict.step === 'aside' ||
    (verdict.step === 'probe' && (await serverTakesNothing(engine, sender, collected)))
  const [lone] = sent
  if (!culprit || !lone) return verdict.step === 'again'
  await database.run(async () => {
    await stepAside(database, sender.deviceId, lone.number, clock.now())
    await writeSending(database, { ...verdict.note, failures: 0 })
  })
  return true
}

/** An empty batch that passes shows that the server works, and the row is to blame. */
async function serverTakesNothing(engine: Engine, sender: Sender, collected: Collected): Promise<boolean> {
  const { intake: _, ...pushOnly } = engine
  const { sealed: __, ...rest } = collected
  const request = await startRequest(pushOnly, sender, { ...rest, mutations: [] })
  const { result, traffic } = await request.sent
  await countTraffic(engine, traffic)
  return result.ok
}

/** Tells how far it is; `false` when an answer named nothing of what was sent and brought nothing either. */
function tellProgress(engine: Engine, collected: Collected, answer: SyncAnswer, round: Round): boolean {
  const settled = sentOf(collected).filter(({ number }) => isNamed(answer, number)).length
  round.pushed += settled
  const brought = (answer.changes?.records.length ?? 0) + (answer.changes?.left.length ?? 0)
  round.pulled += brought
  if (answer.changes && (answer.changes.remaining > 0 || round.pulled > 0)) {
    engine.onProgress?.({
      phase: 'pull',
      done: round.pulled,
      total: round.pulled + answer.changes.remaining,
    })
  } else if (settled > 0) {
    const left = Math.max(0, collected.waiting - settled)
    engine.onProgress?.({ phase: 'push', done: round.pushed, total: round.pushed + left })
  }
  const stuck = sentOf(collected).length > 0 && settled === 0
  const standsStill = answer.more === true && brought === 0 && answer.cursor === round.cursor
  round.cursor = answer.cursor
  return !stuck && !standsStill
}
