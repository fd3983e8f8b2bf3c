import type { Assess } from './conclude.ts'
import { namesWithin, readMeta } from './database.ts'
import { answer, inTransaction, type Stores, tellReaders } from './idb.ts'
import type { Intent, Plan, Planner } from './intent.ts'
import { planWrite } from './plan.ts'
import type { Ledger, MetaRow } from './rows.ts'

/** Another writer came between the plan and its transaction; nothing was written. */
export class PlanOutdated extends Error {
  constructor() {
    super('plan outdated')
    this.name = 'PlanOutdated'
  }
}

/** What else belongs to the same transaction: the stores it touches, and requests on them only. */
export type Also = {
  readonly stores: readonly string[]
  /** What has to come before the transaction, though not before the plan. */
  readonly after?: Promise<unknown>
  readonly write: (stores: Stores) => void | Promise<void>
}

/** Plans a write and commits it with whatever belongs to it. The shelf is of no use after a failure. */
export async function write(
  planner: Planner,
  intent: Intent,
  assess: Assess | undefined,
  also?: Also,
): Promise<void> {
  try {
    const plan = await planWrite(planner, intent, assess)
    await commit(planner, plan, also)
    planner.directory.keep(plan.ledger.directoryVersion, plan.chunks)
  } catch (error) {
    planner.shelf.forget()
    throw error
  }
}

async function commit({ database, shelf }: Planner, plan: Plan, also: Also | undefined): Promise<void> {
  const writes = writesOf(plan).filter(({ list }) => list.length > 0)
  await also?.after
  const names = new Set(['meta', ...writes.map(({ store }) => store), ...(also?.stores ?? [])])
  const work = async (stores: Stores) => {
    const before = answer<MetaRow | undefined>(stores('meta').get('ledger'))
    for (const { store, verb, list } of writes) for (const item of list) stores(store)[verb](item as string)
    stores('meta').put({ key: 'ledger', value: plan.ledger } satisfies MetaRow)
    await also?.write(stores)
    // Asked first and judged last: should the ledger have moved on, all of it is undone.
    checkLedger((await before)?.value, plan)
  }
  // Until it is on the disk nobody else writes, and after a failure all of it is forgotten.
  const keep = () => {
    try {
      shelf.keep(plan)
    } catch {
      shelf.forget()
    }
  }
  try {
    await inTransaction(database.dexie, [...names], 'readwrite', work, keep)
  } catch (error) {
    // Something is there already that the plan took for new.
    throw namesWithin(error).includes('ConstraintError') ? new PlanOutdated() : error
  }
  // The writer goes on first: it waited for the disk, not for them.
  setTimeout(() => tellReaders(database.dexie, names))
}

type Write = {
  readonly store: string
  readonly verb: 'add' | 'put' | 'delete'
  readonly list: readonly unknown[]
}

function writesOf(plan: Plan): readonly Write[] {
  const rows = plan.records.map((held) => held.row)
  return [
    { store: 'records', verb: 'add', list: rows.filter((row) => plan.added.has(row.id)) },
    { store: 'records', verb: 'put', list: rows.filter((row) => !plan.added.has(row.id)) },
    { store: 'directory', verb: 'put', list: plan.sealed.chunks },
    { store: 'tallies', verb: 'put', list: plan.sealed.tallies },
    { store: 'stale', verb: 'put', list: plan.stale.map((personId) => ({ personId })) },
    { store: 'records', verb: 'delete', list: plan.removed },
    { store: 'stale', verb: 'delete', list: plan.caughtUp },
  ]
}

/** `writeMeta` and `commit` write the ledger, both as one. */
function checkLedger(value: unknown, plan: Plan): void {
  const before = value as Ledger | undefined
  if ((before?.revision ?? 0) !== plan.before.revision) throw new PlanOutdated()
}

/** That nothing has to be written is as true as the shelf it was read from. */
export async function checkCurrent({ database, shelf }: Planner): Promise<void> {
  const now = await readMeta(database, 'ledger')
  if ((now?.revision ?? 0) === shelf.base().ledger.revision) return
  shelf.forget()
  throw new PlanOutdated()
}

/** Plans and commits again while others come between; the lock makes that rare, this makes it harmless. */
export async function untilCurrent<T>(work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt)
    } catch (error) {
      if (!(error instanceof PlanOutdated) || attempt >= 10) throw error
    }
  }
}
