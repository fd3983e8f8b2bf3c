import type { Database, Queries } from '#server/database/database.ts'
import type { NumberRange } from '#protocol/batch/number-ranges.ts'
import { Refusal } from '#server/errors.ts'
import { idsTouched } from './apply-sent.ts'
import { heldOtherwise } from './held-otherwise.ts'
import { holdUnread, keepBatch } from './hold-batch.ts'
import { type LockedDevice, lockDevices, noteStandings, type Said, standingAfter } from './lock-devices.ts'
import type { Outcome } from './outcome.ts'
import type { Entry, Reason } from './read-entry.ts'
import { newReceiptCode } from './receipts.ts'
import { type How, type Log, runAgain } from './run-again.ts'
import { shownAfter } from './shown-after.ts'
import { isDatabaseGone, type Placing, Raced, takeTurnOfDevices } from './turn.ts'
import { loadWorkingSet, type WorkingSet } from './working-set.ts'
import type { Writer } from './writer.ts'

/** One batch of one device, read as far as it could be. */
export type Push = {
  readonly deviceId: string
  readonly entries: readonly Entry[]
  /** The signed batch as it came; absent when it is not the phone that sends. */
  readonly bytes?: Uint8Array
  readonly now: number
  /** What the phone said of itself; absent when it is not the phone that sends. */
  readonly said?: Said
  /** What could not be read: the batch as it came, and the numbers that lie in it unread. */
  readonly unread?: { readonly bytes: Uint8Array; readonly numbers: readonly number[] } & Reason
}

export type Pushed = {
  readonly outcomes: readonly Outcome[]
  readonly have: number
  /** How else numbers stand that were not in the batch, where the phone shows them otherwise. */
  readonly others: readonly Outcome[]
  /** What is held above a gap. */
  readonly beyond: readonly NumberRange[]
  readonly device: LockedDevice
}

type Waiting = {
  readonly push: Push
  readonly resolve: (pushed: Pushed) => void
  readonly reject: (fault: unknown) => void
}

/** Bounds of one transaction: what waits beyond goes into the next. */
const mostMutations = 2_000
const mostPushes = 32

/**
 * Takes pushes into the database, those that wait together in one transaction: phones that sync at the same time
 * share its locks, its round trips and its write to the disk. Should that fail, each is tried by itself. A push is
 * committed when its promise resolves.
 */
export class PushQueue {
  readonly #database: Database
  readonly #puskesmasId: string
  #waiting: Waiting[] = []
  #log: Log | undefined
  #isRunning = false

  constructor(database: Database, puskesmasId: string) {
    this.#database = database
    this.#puskesmasId = puskesmasId
  }

  add(push: Push, log: Log | undefined): Promise<Pushed> {
    this.#log = log
    return new Promise((resolve, reject) => {
      this.#waiting.push({ push, resolve, reject })
      if (!this.#isRunning) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    while (this.#waiting.length > 0) await this.#take(this.#nextGroup())
    this.#isRunning = false
  }

  /** In the order in which they came; of one device at most one. The rest waits on. */
  #nextGroup(): Waiting[] {
    const group: Waiting[] = []
    const rest: Waiting[] = []
    const devices = new Set<string>()
    let mutations = 0
    for (const each of this.#waiting) {
      const { deviceId, entries } = each.push
      const isFull = group.length >= mostPushes || mutations + entries.length > mostMutations
      if (group.length > 0 && (isFull || devices.has(deviceId))) rest.push(each)
      else {
        devices.add(deviceId)
        mutations += entries.length
        group.push(each)
      }
    }
    this.#waiting = rest
    return group
  }

  async #take(group: readonly Waiting[]): Promise<void> {
    try {
      const done = await this.#transact(group)
      for (const [i, each] of group.entries()) settle(each, done[i])
    } catch (fault) {
      if (group.length === 1 || isDatabaseGone(fault)) for (const each of group) each.reject(fault)
      else for (const each of group) await this.#take([each])
    }
  }

  #transact(group: readonly Waiting[]): Promise<readonly (Pushed | undefined)[]> {
    const pushes = group.map((each) => each.push)
    const work = (queries: Queries, how: How) => takePushes(queries, this.#puskesmasId, pushes, how)
    const mayGoOneByOne = group.length === 1
    return runAgain(this.#database, this.#puskesmasId, work, { log: this.#log, mayGoOneByOne })
  }
}

function settle({ resolve, reject }: Waiting, pushed: Pushed | undefined): void {
  if (pushed) resolve(pushed)
  else reject(new Refusal('unknownDevice'))
}

/** Takes pushes of different devices in one transaction; `undefined` for a device that is gone. */
async function takePushes(
  queries: Queries,
  puskesmasId: string,
  pushes: readonly Push[],
  how: How,
): Promise<readonly (Pushed | undefined)[]> {
  const { devices, ready } = await getReady(queries, puskesmasId, pushes, how.placing)
  const known = pushes.flatMap((push) => {
    const device = devices.get(push.deviceId)
    return device ? [{ push, device }] : []
  })
  const full = known.filter(({ push }) => push.entries.length > 0)
  const applied = await how.apply(
    queries,
    full.map(({ push, device }) => ({
      ...push,
      writer: writerOf(device),
      highest: device.highest,
      receipt: newReceiptCode(device.puskesmasName),
    })),
    ready,
  )
  const pushed = new Map<Push, Pushed>()
  for (const { push, device } of known) {
    const read = applied[full.findIndex((each) => each.push === push)] ?? []
    const outcomes = oncePerNumber([...read, ...(await holdRest(queries, puskesmasId, push, device))])
    const { beyond, ...standing } = await standingAfter(queries, puskesmasId, device, outcomes)
    const others = await heldOtherwise(queries, puskesmasId, { device, said: push.said, outcomes })
    const settled = new Set(others.map(({ number }) => number))
    pushed.set(push, {
      outcomes: outcomes.filter(({ number }) => !settled.has(number)),
      others,
      have: standing.have,
      beyond,
      device: { ...device, ...standing },
    })
  }
  const standings = known.flatMap(({ push }) => {
    const after = pushed.get(push)
    return after
      ? [
          {
            device: after.device,
            have: after.have,
            highest: after.device.highest,
            said: push.said && shownAfter(push.said, after),
            now: push.now,
          },
        ]
      : []
  })
  noteStandings(queries, puskesmasId, standings)
  return pushes.map((push) => pushed.get(push))
}

/**
 * Locks the devices, waits for the turn and reads what is touched, all asked for in one go. What a revoked device
 * names is read for nothing.
 */
async function getReady(
  queries: Queries,
  puskesmasId: string,
  pushes: readonly Push[],
  placing: Placing,
): Promise<{ devices: ReadonlyMap<string, LockedDevice>; ready: WorkingSet }> {
  const deviceIds = [...new Set(pushes.map((push) => push.deviceId))]
  const { written, named } = idsTouched(pushes)
  const [devices, turn, ready] = await Promise.all([
    lockDevices(queries, puskesmasId, deviceIds),
    written.size > 0 ? takeTurnOfDevices(queries, puskesmasId, deviceIds, placing) : undefined,
    loadWorkingSet(queries, puskesmasId, written, named),
  ])
  // The scope was changed in between.
  if (turn && [...devices.values()].some((device) => device.posyandu.some((id) => !turn.has(id))))
    throw new Raced()
  return { devices, ready }
}

/** Why all that a device sends is held, if it is. */
const heldAs = ({ active, forgotten }: LockedDevice) =>
  active ? undefined : forgotten ? ('deviceForgotten' as const) : ('deviceRevoked' as const)

const writerOf = (device: LockedDevice): Writer => ({
  deviceId: device.deviceId,
  posyandu: new Set(device.posyandu),
  held: heldAs(device),
})

/** Keeps a batch that could not be read, or not wholly, and holds the numbers that lie in it unread. */
async function holdRest(
  queries: Queries,
  puskesmasId: string,
  { unread, now }: Push,
  device: LockedDevice,
): Promise<readonly Outcome[]> {
  if (!unread) return []
  const owner = { puskesmasId, deviceId: device.deviceId }
  const hash = await keepBatch(queries, owner, unread.bytes, now)
  const reason = { code: heldAs(device) ?? unread.code }
  return holdUnread(queries, owner, hash, unread.numbers, reason, now)
}

/** One outcome a number, by number: where a device used one twice in a batch, the first stands. */
function oncePerNumber(outcomes: readonly Outcome[]): Outcome[] {
  const byNumber = new Map<number, Outcome>()
  for (const outcome of outcomes) if (!byNumber.has(outcome.number)) byNumber.set(outcome.number, outcome)
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}

const queues = new WeakMap<Database, Map<string, PushQueue>>()

/** The one queue of a puskesmas in this process. */
export function pushQueueOf(database: Database, puskesmasId: string): PushQueue {
  const ofDatabase = queues.get(database) ?? new Map<string, PushQueue>()
  queues.set(database, ofDatabase)
  const queue = ofDatabase.get(puskesmasId) ?? new PushQueue(database, puskesmasId)
  ofDatabase.set(puskesmasId, queue)
  return queue
}
