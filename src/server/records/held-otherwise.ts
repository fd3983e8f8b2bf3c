import { holdCodes } from '#protocol/messages/sync.ts'
import type { NumberRange } from '#protocol/batch/number-ranges.ts'
import type { Queries } from '#server/database/database.ts'
import { resolvedOf } from './known-mutations.ts'
import type { LockedDevice, Said } from './lock-devices.ts'
import type { Outcome, Resolved } from './outcome.ts'

type Asked = {
  readonly device: LockedDevice
  readonly said: Said | undefined
  /** What is told of the batch itself. */
  readonly outcomes: readonly Outcome[]
}

type Row = {
  number: number
  outcome: 'accepted' | 'held'
  code: string | null
  field: string | null
  resolved: boolean
  resolution: Resolved['resolution'] | null
  resolution_reason: string | null
  receipt: string | null
  received_at: Date
}

/** Numbers looked at for one answer; the rest follow with the next. */
const mostNumbers = 2_000

/**
 * Where the phone's list of what is held differs from the puskesmas's (sync-spec HD12): numbers that it shows as held
 * and that are settled here, by the batch itself too, though they lay in it; and numbers held here that it does not
 * show. A phone that tells no list, as older ones, hears of neither; it asks daily.
 */
export async function heldOtherwise(
  queries: Queries,
  puskesmasId: string,
  { device, said, outcomes }: Asked,
): Promise<readonly Outcome[]> {
  if (!said?.holds || (said.holds.length === 0 && !device.holdsAny)) return []
  const told = new Map(outcomes.map(({ number, outcome }) => [number, outcome]))
  const shown = numbersIn(said.holds, device.highest)
  const rows = await queries.query<Row>(
    `select number, outcome, code, field, resolved, resolution, resolution_reason, receipt, received_at
     from mutation where puskesmas_id = $1 and device_id = $2
       and (number = any($3::integer[]) or (outcome = 'held' and not resolved))
     order by number, received_at limit $4`,
    [puskesmasId, device.deviceId, [...shown], mostNumbers * 2],
  )
  const byNumber = Map.groupBy(rows, (row) => row.number)
  return [...byNumber].flatMap(([number, ofNumber]) => {
    const isShown = shown.has(number)
    // It was looked at before what mended it in the same batch.
    const isToldAsHeld = isShown && told.get(number) === 'held'
    if (told.has(number) && !isToldAsHeld) return []
    const outcome = isShown ? settledSince(ofNumber) : heldUnseen(ofNumber)
    return outcome ? [outcome] : []
  })
}

function numbersIn(ranges: readonly NumberRange[], highest: number): ReadonlySet<number> {
  const numbers = new Set<number>()
  for (const [from, to] of ranges)
    for (let number = Math.max(from, 1); number <= Math.min(to, highest); number++) {
      if (numbers.size >= mostNumbers) return numbers
      numbers.add(number)
    }
  return numbers
}

const isOpen = (row: Row) => row.outcome === 'held' && !row.resolved

/** Settled while the phone shows it as held: accepted since, mended or closed. */
function settledSince(rows: readonly Row[]): Outcome | undefined {
  if (rows.some(isOpen)) return undefined
  const row = rows.find(({ resolution }) => resolution) ?? rows.find(({ outcome }) => outcome === 'accepted')
  if (!row?.receipt) return undefined
  const resolved = resolvedOf(row)
  const { number, receipt, received_at: at } = row
  return { number, outcome: 'duplicate', receipt, receivedAt: at.getTime(), ...(resolved && { resolved }) }
}

/**
 * Held, though the phone shows it as received: the server came back from a backup made before it was settled. Of a
 * number that was used twice nothing can be said, for the phone may mean the other content.
 */
function heldUnseen(rows: readonly Row[]): Outcome | undefined {
  const row = rows.find(isOpen)
  const code = holdCodes.find((known) => known === row?.code)
  if (!row || !code || code === 'numberReused' || rows.some(({ outcome }) => outcome === 'accepted'))
    return undefined
  const { number, field, received_at: at } = row
  return { number, outcome: 'held', code, ...(field !== null && { field }), receivedAt: at.getTime() }
}
