import type { Queries } from '#server/database/database.ts'
import { formerScopeOf, loadFormerScopes } from './former-scope.ts'
import { judgeAll } from './judge.ts'
import { keepMutations } from './keep-mutations.ts'
import { loadKnown } from './known-mutations.ts'
import { idIn } from './place.ts'
import type { Outcome } from './outcome.ts'
import { isDatabaseGone, isToBeRunAgain, type Placing, takeTurn } from './turn.ts'
import { loadWorkingSet, type WorkingSet } from './working-set.ts'
import { writeRecords } from './write-records.ts'
import type { Sent } from './writer.ts'

export type ApplyOptions = {
  readonly placing: Placing
  /** Gets what was thrown where one mutation failed by itself. */
  readonly logFault: (fault: unknown) => void
  /** The records that are touched, where the writer has its turn and has read them. */
  readonly ready?: WorkingSet | undefined
}

/** Merges what writers sent, in the caller's transaction, and gives their outcomes in the same order. */
export type Apply = (
  queries: Queries,
  puskesmasId: string,
  sent: readonly Sent[],
  options: ApplyOptions,
) => Promise<readonly (readonly Outcome[])[]>

/**
 * The quick way: reads all that is touched at once, judges and merges in memory, writes all at once. Throws
 * `NeedsExclusivePlacing` or `Raced` when the transaction is to be run again, and whatever the database throws.
 */
export const applyAtOnce: Apply = async (queries, puskesmasId, sent, { placing, ready }) => {
  const records = ready ?? (await readTouched(queries, puskesmasId, sent, placing))
  const [known, formerScopes] = await Promise.all([
    loadKnown(queries, puskesmasId, sent),
    loadFormerScopes(queries, puskesmasId, sent, records),
  ])
  const judged = sent.map((one) => {
    const { deviceId } = one.writer
    const former = formerScopeOf(formerScopes, deviceId)
    return { ...one, judged: judgeAll(one, records, { known: known.get(deviceId) ?? new Map(), former }) }
  })
  await writeRecords(queries, puskesmasId, records, { placing, now: sent[0]?.now ?? 0 })
  keepMutations(queries, puskesmasId, judged)
  return judged.map((one) => one.judged.outcomes)
}

async function readTouched(
  queries: Queries,
  puskesmasId: string,
  sent: readonly Sent[],
  placing: Placing,
): Promise<WorkingSet> {
  const { written, named } = idsTouched(sent.filter(({ writer }) => !writer.held))
  if (written.size > 0) await takeTurn(queries, puskesmasId, scopeOf(sent), placing)
  return loadWorkingSet(queries, puskesmasId, written, named)
}

/** The records that mutations write, and the persons that they name. */
export function idsTouched(sent: readonly Pick<Sent, 'entries'>[]) {
  const written = new Set<string>()
  const named = new Set<string>()
  for (const { entries } of sent)
    for (const { read } of entries) {
      if ('reason' in read) continue
      written.add(read.mutation.id)
      const person = idIn(read.mutation.set.personId)
      if (person !== undefined) named.add(person)
    }
  return { written, named }
}

const scopeOf = (sent: readonly Sent[]) => new Set(sent.flatMap(({ writer }) => [...writer.posyandu]))

/**
 * One by one, each behind its own savepoint (sync-spec AP1): what fails is rolled back to before itself and held as
 * `serverError`. Slow, and taken only after the quick way failed.
 */
export const applyOneByOne: Apply = async (queries, puskesmasId, sent, options) => {
  const all: Outcome[][] = []
  await queries.settle()
  for (const each of sent) {
    // Whatever came before it in the same batch may stand under its number already.
    const one = { ...each, highest: Number.MAX_SAFE_INTEGER, bytes: undefined }
    const outcomes: Outcome[] = []
    for (const entry of one.entries) {
      await queries.query('savepoint one')
      try {
        const alone = [{ ...one, entries: [entry] }]
        const [done] = await applyAtOnce(queries, puskesmasId, alone, { ...options, ready: undefined })
        await queries.settle()
        outcomes.push(...(done ?? []))
      } catch (fault) {
        if (isToBeRunAgain(fault) || isDatabaseGone(fault)) throw fault
        await queries.settle().catch(() => undefined)
        await queries.query('rollback to savepoint one')
        options.logFault(fault)
        const reason = { code: 'serverError' } as const
        const judged = { kept: [{ entry, reason }], inBatch: [], mended: [], readAtLast: [] }
        keepMutations(queries, puskesmasId, [{ ...one, judged }])
        await queries.settle()
        outcomes.push({ number: entry.number, outcome: 'held', ...reason, receivedAt: one.now })
      }
      await queries.query('release savepoint one')
    }
    all.push(outcomes)
  }
  return all
}
