import type { Database, Queries } from '#server/database/database.ts'
import type { KeyRing } from '#server/surat/key-ring.ts'
import { type AuditEvent, beginning, contentOf, hashAfter } from './audit-entry.ts'

/** How far the trail reaches: its last number, and that entry's hash. */
export type TrailEnd = { readonly number: number; readonly hash: Buffer }

export type Trail = {
  readonly database: Database
  readonly puskesmasId: string
  readonly now: () => number
  /** Without keys entries are chained, but not signed. */
  readonly keys?: KeyRing | undefined
  /** Hears of every entry once it is kept: what remembers the end of the trail outside the database. */
  readonly onTrailEnd?: ((end: TrailEnd) => void) | undefined
}

/**
 * Adds an entry at the end of the trail, in a transaction of its own. What follows it may still fail: an entry says
 * that something was asked for. Throws, and the caller does and shows nothing, where it cannot be written.
 */
export async function appendEntry(trail: Trail, event: AuditEvent): Promise<void> {
  const { database, puskesmasId } = trail
  const end = await database.withScope({ puskesmasId, posyandu: 'all' }, async (queries) => {
    const before = await lockEnd(queries, puskesmasId)
    const number = before.number + 1
    const content = contentOf(event, number, trail.now())
    const hash = hashAfter(before.hash, content)
    const seal = await sealed(trail.keys, hash)
    await queries.query(
      `insert into audit_entry (puskesmas_id, number, content, hash, key_number, seal)
       values ($1, $2, $3, $4, $5, $6)`,
      [puskesmasId, number, content, hash, seal?.key ?? null, seal?.bytes ?? null],
    )
    await queries.query('update audit_head set number = $1, hash = $2', [number, hash])
    return { number, hash }
  })
  trail.onTrailEnd?.(end)
}

/** The end of the trail, for others to wait at until this transaction ends. */
async function lockEnd(queries: Queries, puskesmasId: string): Promise<TrailEnd> {
  await queries.query(
    'insert into audit_head (puskesmas_id, number, hash) values ($1, 0, $2) on conflict (puskesmas_id) do nothing',
    [puskesmasId, beginning],
  )
  const [row] = await queries.query<{ number: string; hash: Buffer }>(
    'select number, hash from audit_head for update',
  )
  if (!row) throw new Error('the audit trail has no end')
  return { number: Number(row.number), hash: row.hash }
}

/** What a seal signs, so that it can stand for nothing else that the key signs. */
export const bytesToSeal = (hash: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from('teratai audit 1 '), hash])

async function sealed(keys: KeyRing | undefined, hash: Uint8Array) {
  if (!keys) return undefined
  const how = { name: 'ECDSA', hash: 'SHA-256' } as const
  const { announced, sign } = keys.current
  return { key: announced.number, bytes: Buffer.from(await crypto.subtle.sign(how, sign, bytesToSeal(hash))) }
}
