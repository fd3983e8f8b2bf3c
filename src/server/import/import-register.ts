import { v7 } from 'uuid'
import {
  type ImportOutcome,
  type ImportPlan,
  type ImportResult,
  importOutcomes,
} from '#protocol/messages/import.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { writeAsServer } from '#server/records/write-as-server.ts'
import { dayIn } from '#server/time/day-in.ts'
import { changesOf } from './changes.ts'
import { readKnown } from './known.ts'
import { planRegister, type RegisterPlan } from './plan.ts'
import { readApart } from './read-apart.ts'
import type { Register } from './read-register.ts'

/** A register that has been read and is to go into one posyandu. */
export type Reading = {
  readonly puskesmasId: string
  readonly posyandu: { readonly id: string; readonly name: string }
  readonly fileName: string
  readonly register: Register
}

export type Planned = { readonly reading: Reading; readonly plan: RegisterPlan }

export type Applied =
  | { readonly kind: 'applied'; readonly result: ImportResult }
  /** The records changed since the plan was shown: nothing was written, and this is what would be. */
  | { readonly kind: 'changed'; readonly planned: Planned }

/**
 * Reads a register's bytes. `now` in ms; `timeZone` says which day that is.
 * @throws RegisterFileError when the file as a whole cannot be taken.
 */
export async function readForImport(
  bytes: Uint8Array,
  into: Omit<Reading, 'register'>,
  { now, timeZone }: { readonly now: number; readonly timeZone: string },
): Promise<Reading> {
  return { ...into, register: await readApart(bytes, dayIn(timeZone, now)) }
}

/** What importing would do as the records stand now. Writes nothing. */
export async function planImport(database: Database, reading: Reading): Promise<Planned> {
  const { known } = await knowledge(database, reading)
  return { reading, plan: planRegister(reading.register.rows, reading.posyandu.name, known) }
}

/**
 * Does what was planned and shown, if that is still what there is to do. One import at a time; a stop in between
 * leaves whole records, and importing again does the rest.
 */
export async function applyImport(database: Database, shown: Planned, now: number): Promise<Applied> {
  const { reading } = shown
  return withImportLock(database, reading.puskesmasId, async () => {
    const { known, households } = await knowledge(database, reading)
    const plan = planRegister(reading.register.rows, reading.posyandu.name, known)
    if (JSON.stringify(plan.rows) !== JSON.stringify(shown.plan.rows)) {
      return { kind: 'changed', planned: { reading, plan } }
    }
    const { changes, ...written } = changesOf(plan.rows, reading.posyandu.id, households, v7)
    const { refused } = await writeAsServer(database, reading.puskesmasId, changes, { now })
    if (refused.length > 0) throw new Error(`import: ${refused.length} changes refused, ${refused[0]?.code}`)
    return { kind: 'applied', result: { counts: countsOf(plan), written } }
  })
}

function knowledge(database: Database, { puskesmasId, posyandu, register }: Reading) {
  return database.withScope({ puskesmasId, posyandu: 'all' }, (queries) =>
    readKnown(queries, posyandu.id, register.rows),
  )
}

/** Held by a transaction of its own for as long as the work takes, on whatever process it runs. */
function withImportLock<T>(database: Database, puskesmasId: string, work: () => Promise<T>): Promise<T> {
  return database.withScope({ puskesmasId, posyandu: 'none' }, async (queries: Queries) => {
    await queries.query(`select pg_advisory_xact_lock(hashtext('teratai import'), hashtext($1))`, [
      puskesmasId,
    ])
    return work()
  })
}

/** Rows by outcome; every outcome is named. */
export function countsOf(plan: RegisterPlan): Record<ImportOutcome, number> {
  const counts = Object.fromEntries(importOutcomes.map((outcome) => [outcome, 0])) as Record<
    ImportOutcome,
    number
  >
  for (const row of plan.rows) counts[row.outcome] += 1
  return counts
}

/** The plan as it is shown: row numbers, columns and codes, never a value. */
export function planView({ reading, plan }: Planned, id: string, expiresAt: number): ImportPlan {
  const { register, fileName, posyandu } = reading
  return {
    id,
    fileName,
    sheet: register.sheet,
    headerRow: register.headerRow,
    posyandu,
    counts: countsOf(plan),
    rows: plan.rows
      .filter((row) => row.remarks.length > 0)
      .map(({ row, outcome, remarks }) => ({ row, outcome, remarks: [...remarks] })),
    notices: [
      ...(register.datesReadDayFirst ? (['datesReadDayFirst'] as const) : []),
      ...(plan.namedDifferently ? (['posyanduNamedDifferently'] as const) : []),
      ...(register.otherSheets.length > 0 ? (['otherSheets'] as const) : []),
    ],
    keptColumns: [...register.keptColumns],
    expiresAt,
  }
}
