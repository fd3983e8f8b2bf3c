import type { Database, Queries } from '#server/database/database.ts'
import { type Apply, applyAtOnce, applyOneByOne } from './apply-sent.ts'
import type { Sent } from './writer.ts'
import { isDatabaseGone, isToBeRunAgain, NeedsExclusivePlacing, type Placing } from './turn.ts'
import type { WorkingSet } from './working-set.ts'

export type Log = (entry: Readonly<Record<string, unknown>>) => void
/** How the mutations of a transaction are to be applied this time. */
export type How = {
  readonly placing: Placing
  /** `ready`: the records that they touch, where the writer has its turn and has read them. */
  readonly apply: (queries: Queries, sent: readonly Sent[], ready?: WorkingSet) => ReturnType<Apply>
}

/**
 * Every look of a transaction that applies mutations is by key. Without this PostgreSQL plans each anew for its
 * hundreds of keys, which takes longer than looking, and believes of a new table that it is small.
 */
const lookByKey = 'set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off'

/** Runs are few: each that fails means that another writer came through. */
const mostRuns = 8

/**
 * Runs `work` in a transaction that applies mutations, committed when this resolves; again where another writer came
 * between; and one by one, where that is allowed, when something failed that no other run will mend.
 */
export async function runAgain<T>(
  database: Database,
  puskesmasId: string,
  work: (queries: Queries, apply: How) => Promise<T>,
  { log, mayGoOneByOne }: { readonly log?: Log | undefined; readonly mayGoOneByOne: boolean },
): Promise<T> {
  let placing: Placing = 'shared'
  let apply = applyAtOnce
  const logFault = (fault: unknown) => log?.({ event: 'mutationFailed', ...faultName(fault) })
  for (let run = 1; ; run++) {
    const options = { placing, logFault }
    const how: How = {
      placing,
      apply: (queries, sent, ready) => apply(queries, puskesmasId, sent, { ...options, ready }),
    }
    try {
      return await database.withScope({ puskesmasId, posyandu: 'all' }, (queries) => {
        queries.send(lookByKey)
        return work(queries, how)
      })
    } catch (fault) {
      if (fault instanceof NeedsExclusivePlacing) placing = 'exclusive'
      else if (isDatabaseGone(fault) || run >= mostRuns) throw fault
      else if (!isToBeRunAgain(fault)) {
        if (!mayGoOneByOne || apply === applyOneByOne) throw fault
        log?.({ event: 'batchFailed', ...faultName(fault) })
        apply = applyOneByOne
      }
    }
  }
}

/** A fault without its message, which can hold values. */
function faultName(fault: unknown) {
  if (!(fault instanceof Error)) return { name: typeof fault }
  return { name: fault.name, ...('code' in fault && { sqlState: String(fault.code) }) }
}
