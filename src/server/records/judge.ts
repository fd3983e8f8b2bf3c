import { type RecordState, stateOf } from '#protocol/merge.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { type Known, type KnownMutations, ownerOf } from './known-mutations.ts'
import { createScope, type DeviceScope } from './device-scope.ts'
import type { FormerScope } from './former-scope.ts'
import type { Outcome } from './outcome.ts'
import { followsPerson } from './place.ts'
import type { Entry, Reason } from './read-entry.ts'
import type { WorkingSet } from './working-set.ts'
import type { Sent } from './writer.ts'

/** A row to keep in `mutation`: accepted, or held for a reason. */
export type Kept = { readonly entry: Entry; readonly reason?: Reason }

export type Judged = {
  readonly outcomes: readonly Outcome[]
  readonly kept: readonly Kept[]
  /** Accepted numbers that are kept in their batch, ascending. */
  readonly inBatch: readonly number[]
  /** Held numbers that an accepted mutation mends. */
  readonly mended: readonly number[]
  /** Numbers that were held unread and are accepted now. */
  readonly readAtLast: readonly number[]
}

/** What the puskesmas has of this device besides the records: its mutations, and what it once had by right. */
export type Background = { readonly known: KnownMutations; readonly former: FormerScope }

/** Judges entries in their order, and merges what is accepted into the working set. Writes nothing. */
export function judgeAll(sent: Sent, records: WorkingSet, { known, former }: Background): Judged {
  const { entries, writer, now, receipt, bytes } = sent
  const scope = createScope(writer, former, records)
  const outcomes: Outcome[] = []
  const kept: Kept[] = []
  const inBatch: number[] = []
  const mended: number[] = []
  const readAtLast: number[] = []
  const repeated = repeatedIn(entries)
  for (const entry of entries) {
    const { number } = entry
    const rows = known.get(number) ?? []
    const owner = ownerOf(rows)
    if (owner?.outcome === 'accepted' && owner.hash === entry.content().hash) {
      outcomes.push({ number, outcome: 'duplicate', receipt: owner.receipt, receivedAt: owner.receivedAt })
      continue
    }
    const done = rows.find((row) => row.resolved && row.hash === entry.content().hash)
    if (done?.resolved) {
      const { receipt: code, receivedAt, resolved } = done
      outcomes.push({ number, outcome: 'duplicate', receipt: code, receivedAt, resolved })
      continue
    }
    const reused = owner !== undefined && owner.hash !== entry.content().hash
    const reason = reused ? ({ code: 'numberReused' } as const) : reasonToHold(entry, scope, records)
    const receivedAt = (reason && firstArrival(rows, entry)) ?? now
    if (reason) outcomes.push({ number, outcome: 'held', ...reason, receivedAt })
    else {
      outcomes.push({ number, outcome: 'accepted', receipt, receivedAt })
      if (rows.some((row) => row.unread)) readAtLast.push(number)
      const mends = 'mutation' in entry.read ? entry.read.mutation.mends : undefined
      if (mends !== undefined) mended.push(mends)
    }
    // What is met under its number for the first and only time needs no name to be told by.
    const isPlain = !reason && rows.length === 0 && !repeated.has(number)
    if (isPlain && bytes) inBatch.push(number)
    else kept.push({ entry, ...(reason && { reason }) })
    if (repeated.has(number)) noteIn(known, { entry, reused, reason, receipt, receivedAt })
  }
  return { outcomes, kept, inBatch, mended, readAtLast }
}

/** The numbers that stand more than once in a batch: no phone of ours sends any. */
function repeatedIn(entries: readonly Entry[]): ReadonlySet<number> {
  const once = new Set<number>()
  return new Set(entries.flatMap(({ number }) => (once.size === once.add(number).size ? [number] : [])))
}

const firstArrival = (rows: readonly Known[], entry: Entry) =>
  rows.find((row) => row.hash === entry.content().hash)?.receivedAt

type JustJudged = {
  readonly entry: Entry
  readonly reused: boolean
  readonly reason: Reason | undefined
  readonly receipt: string
  readonly receivedAt: number
}

/** Lets what comes later under the same number find this one. */
function noteIn(known: KnownMutations, { entry, reused, reason, receipt, receivedAt }: JustJudged): void {
  const { text, hash } = entry.content()
  const others = (known.get(entry.number) ?? []).filter((each) => each.hash !== hash)
  const outcome = reason ? 'held' : 'accepted'
  known.set(entry.number, [
    ...others,
    { hash, outcome, unread: text === undefined, reused, receipt, receivedAt },
  ])
}

/** Why an entry is held, or `undefined`: then the working set has taken it. */
function reasonToHold(entry: Entry, scope: DeviceScope, records: WorkingSet): Reason | undefined {
  if (scope.writer.held) return { code: scope.writer.held }
  if ('reason' in entry.read) return entry.read.reason
  return take(entry.read.mutation, scope, records)
}

function take(mutation: Mutation, scope: DeviceScope, records: WorkingSet): Reason | undefined {
  const before = records.get(mutation.id)
  if (before && before.kind !== mutation.kind) return { code: 'unreadable', field: 'kind' }
  const brought = stateOf(mutation, scope.writer.deviceId)
  const after = records.preview(brought)
  if (!wasSeen(before?.state, brought) && !scope.mayWrite(mutation, before, after))
    return outOfScope(mutation)
  const named = records.placeNamed(mutation)
  const isItsOwn = named !== undefined && scope.has(named)
  records.accept(after, {
    named: isItsOwn ? named : undefined,
    // One that it has no more gives no right to anybody, but phones may hold the record there from before.
    told: [scope.told(after), isItsOwn ? undefined : named].filter((place) => place !== undefined),
    entered: scope.entered(before, after),
  })
  return undefined
}

/**
 * Whether somebody wrote on top of it already. Then the puskesmas had it, and in scope, before it came back from a
 * backup (sync-spec RS5): the record may have moved since by a write that came again first.
 */
function wasSeen(before: RecordState | undefined, brought: RecordState): boolean {
  return Object.entries(brought.fields).some(([name, { heads }]) => {
    const known = before && Object.hasOwn(before.fields, name) ? before.fields[name] : undefined
    return heads.some(({ stamp }) => known?.replaced.includes(stamp) ?? false)
  })
}

/** Names the field that would put the record where the device may not write. */
function outOfScope({ kind, set }: Mutation): Reason {
  const field = followsPerson(kind) ? 'personId' : 'posyanduId'
  return { code: 'outOfScope', ...(Object.hasOwn(set, field) && { field }) }
}
