import type { CloseReason } from '#protocol/messages/held.ts'
import { isMove, leftBehind } from '#server/aliases/moving-along.ts'
import { standingTogether, type Together } from '#server/aliases/standing-aliases.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { handOutAnew } from './hand-out-anew.ts'
import { lockDevices } from './lock-devices.ts'
import type { Outcome } from './outcome.ts'
import type { Vault } from '#server/sealing/vault.ts'
import { openContent } from './sealed-content.ts'
import { idIn } from './place.ts'
import { type Entry, readEntry } from './read-entry.ts'
import { newReceiptCode } from './receipts.ts'
import { type How, type Log, runAgain } from './run-again.ts'
import { takeTurn } from './turn.ts'
import { writeWithin } from './write-as-server.ts'
import type { Sent } from './writer.ts'

/** One held content: a number that was used twice holds two. */
export type HeldItem = { readonly number: number; readonly id: string }

/** What is decided on, and by whom: a nakes with the posyandu of their account. `now` in ms. */
type Decision = {
  readonly puskesmasId: string
  readonly deviceId: string
  readonly items: readonly HeldItem[]
  readonly by: {
    readonly accountId: string
    readonly displayName: string
    readonly posyandu: readonly string[]
  }
  readonly now: number
}

/** `stayed`: why some could not be moved along. */
type Accepted = { readonly outcomes: readonly Outcome[]; readonly stayed: readonly string[] }

type HeldRow = { number: number; id: string; content: unknown; code: string; field: string | null }

const openRows = `from mutation where puskesmas_id = $1 and device_id = $2 and outcome = 'held' and not resolved
  and (number, content_hash) in (select * from unnest($3::integer[], $4::uuid[]))`

const namesOf = ({ puskesmasId, deviceId, items }: Decision) => [
  puskesmasId,
  deviceId,
  items.map((item) => item.number),
  items.map((item) => item.id),
]

/**
 * Takes held mutations as they are, on the word of a nakes (sync-spec HD13): they are merged as if their device might
 * write where it may and where the nakes may. What cannot be taken even so stays held as it was. Whoever is shown as one
 * with somebody whom this has moved is moved after them.
 */
export async function acceptHeld(
  database: Database,
  decision: Decision,
  log?: Log,
): Promise<readonly Outcome[]> {
  const { puskesmasId, deviceId, by, now } = decision
  const nothing: Accepted = { outcomes: [], stayed: [] }
  const work = async (queries: Queries, how: How): Promise<Accepted> => {
    const device = (await lockDevices(queries, puskesmasId, [deviceId])).get(deviceId)
    if (!device) return nothing
    const rows = await queries.query<HeldRow>(
      `select number, content_hash::text as id, content, code, field ${openRows} and content is not null
       order by number, received_at`,
      namesOf(decision),
    )
    const entries: Entry[] = rows.map(({ number, content }) =>
      readEntry({ number, entry: openContent(queries.vault, deviceId, content) }, queries.vault),
    )
    if (entries.length === 0) return nothing
    const posyandu = new Set([...by.posyandu, ...(device.active ? device.posyandu : [])])
    const sent = {
      writer: { deviceId, posyandu, reads: new Set(device.posyandu) },
      entries,
      highest: Number.MAX_SAFE_INTEGER,
      now,
      receipt: newReceiptCode(device.puskesmasName),
    }
    const together = await togetherBefore(queries, puskesmasId, sent, how)
    const [outcomes = []] = await how.apply(queries, [sent])
    const isTaken = ({ number }: HeldRow) =>
      outcomes.some((outcome) => outcome.number === number && outcome.outcome === 'accepted')
    keepDeeds(queries, decision, 'accepted', rows.filter(isTaken))
    restoreReasons(
      queries,
      decision,
      rows.filter((row) => !isTaken(row)),
    )
    const stayed = await takeAlong(queries, decision, together, how)
    return { outcomes, stayed }
  }
  const { outcomes, stayed } = await runAgain(database, puskesmasId, work, { log, mayGoOneByOne: true })
  // Each is shown by themselves then (AL3), and can be moved by hand.
  if (stayed.length > 0) log?.({ event: 'notMovedAlong', codes: stayed })
  return outcomes
}

/** Who is shown as one with people whom this may move. Looked at in the turn: nobody moves them in between. */
async function togetherBefore(queries: Queries, puskesmasId: string, sent: Sent, { placing }: How) {
  const moved = sent.entries.flatMap(({ read }) =>
    'mutation' in read && isMove(read.mutation) ? [read.mutation.id] : [],
  )
  if (moved.length === 0) return []
  await takeTurn(queries, puskesmasId, sent.writer.posyandu, placing)
  return standingTogether(queries, moved)
}

/** Moves the others to where each really stands now (sync-spec AL8). Gives why some could not be moved. */
async function takeAlong(
  queries: Queries,
  { puskesmasId, now }: Decision,
  together: readonly Together[],
  { apply }: How,
): Promise<readonly string[]> {
  if (together.length === 0) return []
  // Should a write have failed, this says so as it was, to be run again.
  await queries.settle()
  const along = await leftBehind(queries, together)
  const places = [...together, ...along.map(({ set }) => set)].map(({ posyanduId }) => idIn(posyanduId))
  const posyandu = new Set(places.filter((id) => id !== undefined))
  const outcomes = await writeWithin(queries, puskesmasId, along, { apply, posyandu, now })
  return outcomes.flatMap((outcome) => (outcome.outcome === 'held' ? [outcome.code] : []))
}

/**
 * Closes held mutations for a reason (sync-spec HD14): they are never merged, their bytes stay, and their phone is
 * told. Gives how many were still open.
 */
export function closeHeld(
  database: Database,
  decision: Decision,
  reason: CloseReason,
  log?: Log,
): Promise<number> {
  const { puskesmasId, deviceId } = decision
  const work = async (queries: Queries) => {
    const device = (await lockDevices(queries, puskesmasId, [deviceId])).get(deviceId)
    if (!device) return 0
    const rows = await queries.query<HeldRow>(
      `select number, content_hash::text as id, content, code, field ${openRows}`,
      namesOf(decision),
    )
    await queries.query(
      `update mutation set resolved = true, resolution = 'closed', resolution_reason = $5, receipt = $6
       where puskesmas_id = $1 and device_id = $2
         and (number, content_hash) in (select * from unnest($3::integer[], $4::uuid[]))`,
      [...namesOf({ ...decision, items: rows }), reason, newReceiptCode(device.puskesmasName)],
    )
    keepDeeds(queries, decision, 'closed', rows, reason)
    await handOutAnew(queries, puskesmasId, {
      scope: device.posyandu,
      records: recordsOf(queries.vault, deviceId, rows),
    })
    return rows.length
  }
  return runAgain(database, puskesmasId, work, { log, mayGoOneByOne: false })
}

/** The records of which these are, as far as they can be read. */
const recordsOf = (vault: Vault, deviceId: string, rows: readonly HeldRow[]): readonly string[] => [
  ...new Set(
    rows.flatMap(({ number, content }) => {
      if (content === null) return []
      const { read } = readEntry({ number, entry: openContent(vault, deviceId, content) }, vault)
      return 'mutation' in read ? [read.mutation.id] : []
    }),
  ),
]

/** Who decided what and when, and why it had been held, for ever. */
function keepDeeds(
  queries: Queries,
  { puskesmasId, deviceId, by, now }: Decision,
  deed: 'accepted' | 'closed',
  rows: readonly HeldRow[],
  reason?: CloseReason,
): void {
  if (rows.length === 0) return
  queries.send(
    `insert into held_deed (puskesmas_id, device_id, number, content_hash, deed, code, field, reason, account_id,
       account_name, done_at)
     select $1, $2, number, content_hash, $3, code, field, $4, $5, $6, $7
     from unnest($8::integer[], $9::uuid[], $10::text[], $11::text[]) as row (number, content_hash, code, field)`,
    [
      puskesmasId,
      deviceId,
      deed,
      reason ?? null,
      by.accountId,
      by.displayName,
      new Date(now),
      rows.map((row) => row.number),
      rows.map((row) => row.id),
      rows.map((row) => row.code),
      rows.map((row) => row.field),
    ],
  )
}

/** What stays held stays for the reason that its phone was told, not for what stopped the nakes. */
function restoreReasons(queries: Queries, { puskesmasId, deviceId }: Decision, rows: readonly HeldRow[]) {
  if (rows.length === 0) return
  queries.send(
    `update mutation m set code = row.code, field = row.field
     from unnest($3::integer[], $4::uuid[], $5::text[], $6::text[]) as row (number, content_hash, code, field)
     where m.puskesmas_id = $1 and m.device_id = $2 and m.number = row.number
       and m.content_hash = row.content_hash and m.outcome = 'held'`,
    [
      puskesmasId,
      deviceId,
      rows.map((row) => row.number),
      rows.map((row) => row.id),
      rows.map((row) => row.code),
      rows.map((row) => row.field),
    ],
  )
}
