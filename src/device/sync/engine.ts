import { rangesOf } from '#protocol/batch/number-ranges.ts'
import type { ChangesPage, SyncAnswer } from '#protocol/messages/sync.ts'
import type { Mutation } from '#protocol/mutation.ts'
import type { Clock } from '#device/platform/clock.ts'
import { type Database, readMeta } from '#device/store/database.ts'
import {
  type Collected,
  collect,
  hasRowsAbove,
  keepPaper,
  readSenders,
  readSending,
  type Sender,
  settle,
  stepAside,
  writeSending,
} from '#device/store/outbox.ts'
import type { Seal } from '#device/store/seal.ts'
import { judgeFailure, relax } from './halving.ts'
import { pack } from './pack.ts'
import { type SendFailure, type SendResult, send, type Transport } from './send.ts'

/** What only the open page can do: hand in what came back. The locked worker has none of it and only pushes. */
export type Intake = {
  readonly pullToken: (deviceId: string) => Promise<string | undefined>
  /** Merges a page and saves its cursor in one transaction. */
  readonly apply: (page: ChangesPage) => Promise<void>
  /** After a whole exchange: conclusions that lag, rows kept long enough. */
  readonly finish: (deviceId: string, serverTime: number) => Promise<void>
  /** A paper for an earlier enrolment that has none of the puskesmas's own. */
  readonly vouchFor: (sender: Sender) => Promise<string | undefined>
}

/** True progress: rows sent or records received, of all that are known to be to do. */
export type Progress = { readonly phase: 'push' | 'pull'; readonly done: number; readonly total: number }

export type Engine = {
  readonly database: Database
  readonly queueSeal: Seal
  readonly clock: Clock
  readonly transport: Transport
  readonly appVersion: string
  readonly intake?: Intake
  readonly onProgress?: (progress: Progress) => void
}

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly failure: SendFailure }

const done: Outcome = { ok: true }
const firstPageRecords = 250
const pageRecords = 1_000

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
  const round: Round = {
    pushed: 0,
    pulled: 0,
    wantsAnswer: sender.asks || (sender.current && !!engine.intake),
    serverTime: 0,
    cursor: undefined,
  }
  for (;;) {
    const collected = await collectStage(engine, sender)
    if (collected.mutations.length === 0 && !round.wantsAnswer) return finishStage(engine, sender, round)
    const sentAt = engine.clock.now()
    const result = await packAndSendStage(engine, sender, collected.mutations, collected)
    if (!result.ok) {
      const goesOn = await failureStage(engine, sender, collected.mutations, result.failure)
      if (goesOn) continue
      return { ok: false, failure: result.failure }
    }
    sender = await settleStage(engine, sender, collected, { answer: result.answer, sentAt })
    await applyStage(engine, result.answer, round)
    const moved = tellProgress(engine, collected, result.answer, round)
    if (!result.isWhole) return { ok: false, failure: { kind: 'server', code: 'answerNewer' } }
    if (!moved) return { ok: false, failure: { kind: 'server', code: 'noProgress' } }
    if (!round.wantsAnswer && (await isAllThere(engine, sender, collected, result.answer)))
      return finishStage(engine, sender, round)
  }
}

/**
 * Whether nothing is left to send: all that waited went out and is with the puskesmas without a gap, and nothing was
 * saved since. Anything less plain than that is for the next round to see.
 */
async function isAllThere(
  { database }: Engine,
  { deviceId }: Sender,
  { mutations, waiting, holds }: Collected,
  answer: SyncAnswer,
): Promise<boolean> {
  const last = mutations.at(-1)
  const isPlain = last && holds.length === 0 && mutations.length === waiting && answer.have >= last.number
  if (!isPlain || !mutations.every(({ number }) => isNamed(answer, number))) return false
  return !(await database.run(() => hasRowsAbove(database, deviceId, last.number)))
}

const isNamed = ({ receipts, held }: SyncAnswer, number: number) =>
  receipts.some(({ from, to }) => from <= number && number <= to) || held.some((one) => one.number === number)

async function collectStage(engine: Engine, sender: Sender): Promise<Collected> {
  const { database, queueSeal, clock } = engine
  return database.run(async () => {
    const { size } = await readSending(database)
    return collect(database, queueSeal, sender.deviceId, size, clock.now())
  })
}

/** No transaction is open here: what travels was read before, and is settled after. */
async function packAndSendStage(
  engine: Engine,
  sender: Sender,
  mutations: readonly Mutation[],
  { waiting, holds }: Pick<Collected, 'waiting' | 'holds'>,
): Promise<SendResult> {
  const { database, clock, appVersion, intake, transport } = engine
  const [contact, aliases, pinned] = await database.run(() =>
    Promise.all([
      readMeta(database, 'contact'),
      readMeta(database, 'aliases'),
      readMeta(database, 'puskesmasKeys'),
    ]),
  )
  const pullToken = sender.current ? await intake?.pullToken(sender.deviceId) : undefined
  const limit = contact?.cursor === undefined ? firstPageRecords : pageRecords
  const bytes = await pack(sender, mutations, {
    baseTime: mutations[0]?.time ?? Math.max(0, Math.round(clock.now())),
    appVersion,
    waiting,
    held: holds.length,
    holds: rangesOf(holds),
    ...(contact?.clockOffset !== undefined && { clockOffset: contact.clockOffset }),
    ...(pullToken && pinned && sender.paper?.keys !== pinned.number && { paper: 'wanted' }),
    ...(pullToken && {
      pull: {
        limit,
        aliases: aliases?.mark ?? '',
        ...(contact?.cursor !== undefined && { cursor: contact.cursor }),
      },
    }),
  })
  const result = await send(transport, bytes, { pullToken, now: clock.now() })
  if (result.ok || result.failure.code !== 'unknownDevice') return result
  // Asked for only then, so that it costs no byte of a usual exchange (sync-spec FD1).
  const paper = sender.paper ? await engine.queueSeal.open(sender.paper.body) : await intake?.vouchFor(sender)
  return paper === undefined ? result : send(transport, bytes, { pullToken, paper, now: clock.now() })
}

async function settleStage(
  engine: Engine,
  sender: Sender,
  { mutations: sent, holds }: Collected,
  { answer, sentAt }: { readonly answer: SyncAnswer; readonly sentAt: number },
): Promise<Sender> {
  const { database, clock } = engine
  await database.run(async () => {
    await settle(database, { sender, sent, holds, answer, sentAt, answeredAt: clock.now() })
    const note = await readSending(database)
    const wider = relax(note)
    if (wider.size !== note.size || note.failures > 0) await writeSending(database, wider)
  })
  if (answer.paper === undefined) return sender
  const paper = await keepPaper(database, engine.queueSeal, sender.deviceId, answer.paper)
  return paper ? { ...sender, paper } : sender
}

/** Applies the page; its cursor is saved in the same transaction. */
async function applyStage(engine: Engine, answer: SyncAnswer, round: Round): Promise<void> {
  round.serverTime = answer.serverTime
  const { changes, cursor } = answer
  const more = answer.more ?? false
  if (engine.intake && changes && cursor !== undefined) await engine.intake.apply({ changes, cursor, more })
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
  sent: readonly Mutation[],
  failure: SendFailure,
): Promise<boolean> {
  const { database, clock } = engine
  const verdict = judgeFailure(failure, sent.length, await database.run(() => readSending(database)))
  await database.run(() => writeSending(database, verdict.note))
  const culprit =
    verdict.step === 'aside' || (verdict.step === 'probe' && (await serverTakesNothing(engine, sender)))
  const [lone] = sent
  if (!culprit || !lone) return verdict.step === 'again'
  await database.run(async () => {
    await stepAside(database, sender.deviceId, lone.number, clock.now())
    await writeSending(database, { ...verdict.note, failures: 0 })
  })
  return true
}

/** An empty batch that passes shows that the server works, and the row is to blame. */
async function serverTakesNothing(engine: Engine, sender: Sender): Promise<boolean> {
  const { intake: _, ...pushOnly } = engine
  const result = await packAndSendStage(pushOnly, sender, [], { waiting: 0, holds: [] })
  return result.ok
}

/** Tells how far it is; `false` when an answer named nothing of what was sent and brought nothing either. */
function tellProgress(engine: Engine, collected: Collected, answer: SyncAnswer, round: Round): boolean {
  const settled = collected.mutations.filter(({ number }) => isNamed(answer, number)).length
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
  const stuck = collected.mutations.length > 0 && settled === 0
  const standsStill = answer.more === true && brought === 0 && answer.cursor === round.cursor
  round.cursor = answer.cursor
  return !stuck && !standsStill
}
