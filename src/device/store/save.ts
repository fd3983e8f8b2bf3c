import type { RecordState } from '#protocol/merge.ts'
import type { Mutation } from '#protocol/mutation.ts'
import type { Clock } from '#device/platform/clock.ts'
import type { Locks } from '#device/platform/locks.ts'
import { checkCurrent, untilCurrent, write } from './commit.ts'
import type { Assess } from './conclude.ts'
import { readMended } from './mend.ts'
import { mint } from './mint.ts'
import type { Planner } from './intent.ts'
import { movingTogether } from './one-person.ts'
import { personIdOf } from './record-row.ts'
import { freshCounter, type OutboxRow } from './rows.ts'
import { sealAll, sizeOf } from './seal.ts'
import type { Change } from './store.ts'
import { StoreError } from './store-error.ts'

/** One writer of records at a time, across tabs and worker. */
export const mintLock = 'teratai-mint'

export type Saver = {
  readonly planner: Planner
  readonly locks: Locks
  readonly clock: Clock
}

/**
 * Saves changes: read, mint, plan and seal, then one transaction with records, outbox rows, list, tallies and the
 * draft's end (sync-spec OB1). Done twice it writes once.
 *
 * @returns how many mutations were written
 */
export function save(
  saver: Saver,
  changes: readonly Change[],
  assess: Assess | undefined,
  clearDraft: string | undefined,
): Promise<number> {
  return saver.locks.begin(mintLock, (granted) =>
    untilCurrent((attempt) => saveOnce(saver, { changes, assess, clearDraft, granted }, attempt)),
  )
}

type Saving = {
  readonly changes: readonly Change[]
  readonly assess: Assess | undefined
  readonly clearDraft: string | undefined
  /** Read and planned before it; should another have written by then, the ledger tells. */
  readonly granted: Promise<void>
}

async function saveOnce(
  { planner, clock }: Saver,
  { changes: asked, assess, clearDraft, granted }: Saving,
  attempt: number,
): Promise<number> {
  const { seals, shelf } = planner
  const changes = await movingTogether(shelf, asked)
  const ids = [...new Set(changes.map((change) => change.id))]
  const named = assess ? changes.filter(namesPerson).map((change) => change.id) : []
  // What is not among its person's records is taken for new; should it not be, the second attempt knows.
  const unnamed = attempt > 1 ? ids : ids.filter((id) => !named.includes(id))
  await shelf.load({ records: unnamed, people: assess ? peopleNamed(changes) : [] })
  const { deviceId, clockOffset, ledger } = shelf.base()
  if (deviceId === undefined) throw new StoreError('notEnrolled')
  const counter = ledger.counters[deviceId] ?? freshCounter
  const now = clock.now()
  const mended = changes.some(({ mends }) => mends !== undefined)
    ? await readMended(planner, deviceId, changes)
    : undefined
  const { mutations, states } = mint(changes, {
    deviceId,
    lastNumber: counter.lastNumber,
    time: now - clockOffset,
    current: currentStates(planner, ids),
    ...(mended && { mended }),
  })
  if (mutations.length === 0 && clearDraft === undefined) {
    await checkCurrent(planner)
    return 0
  }
  let outbox: readonly OutboxRow[] = []
  const sealRows = async () => {
    const bodies = await sealAll(seals.queue.sealFor(deviceId), mutations)
    outbox = mutations.map((mutation, i) =>
      toOutboxRow(mutation, bodies[i] as OutboxRow['body'], deviceId, now, states.get(mutation.id)),
    )
  }
  // While the rest is planned: the browser seals beside this thread.
  const after = Promise.all([granted, sealRows()])
  // Where planning fails nobody waits for it.
  after.catch(() => undefined)
  const note = { ...counter, lastNumber: counter.lastNumber + mutations.length }
  await write(planner, { states, counter: { deviceId, note } }, assess, {
    after,
    stores: ['outbox', ...(clearDraft === undefined ? [] : ['drafts'])],
    async write(stores) {
      for (const row of outbox) stores('outbox').add(row)
      if (clearDraft !== undefined) stores('drafts').delete(clearDraft)
      await seals.queue.standIn(stores)
    },
  })
  return mutations.length
}

const namesPerson = ({ kind, set }: Change) => kind === 'person' || typeof set.personId === 'string'

/** The people whom changes name, so that they are read together with the records. */
function peopleNamed(changes: readonly Change[]): Set<string> {
  const named = changes.map(({ kind, id, set }) => (kind === 'person' ? id : set.personId))
  return new Set(named.filter((id) => typeof id === 'string'))
}

function currentStates({ shelf }: Planner, ids: readonly string[]): ReadonlyMap<string, RecordState> {
  return new Map(
    ids.flatMap((id) => {
      const held = shelf.record(id)
      return held ? [[id, held.state] as const] : []
    }),
  )
}

function toOutboxRow(
  mutation: Mutation,
  body: OutboxRow['body'],
  deviceId: string,
  savedAt: number,
  state: RecordState | undefined,
): OutboxRow {
  return {
    deviceId,
    number: mutation.number,
    state: 'waiting',
    kind: mutation.kind,
    recordId: mutation.id,
    about: (state && personIdOf(state)) ?? mutation.id,
    savedAt,
    bytes: sizeOf(body),
    body,
  }
}
