import { appendEntry } from '#server/audit/append-entry.ts'
import type { AuditEvent } from '#server/audit/audit-entry.ts'
import { findPuskesmas } from '#server/access/named.ts'
import { findPurpose } from '#server/access/purpose.ts'
import { Refusal } from '#server/errors.ts'
import { dayIn } from '#server/time/day-in.ts'
import type { Access, Call, Route, ServerDeps } from './route.ts'

type AnyCall = Call<Access, unknown, unknown, unknown>

/**
 * A page that is looked at asks for the same list again and again: within this time, ms, one entry stands for all.
 * Teratai's own.
 */
const readingLasts = 15 * 60 * 1000
/** More different readings than a puskesmas has under way. */
const mostReadings = 5_000

/** What was written down lately, by who and what; kept by the running server alone. */
export class LateReadings {
  readonly #noted = new Map<string, number>()

  /** Whether the same was written down less than a quarter of an hour ago. */
  has(key: string, now: number): boolean {
    const at = this.#noted.get(key)
    return at !== undefined && now >= at && now - at < readingLasts
  }

  add(key: string, now: number): void {
    if (this.#noted.size >= mostReadings) this.#noted.clear()
    this.#noted.set(key, now)
  }
}

/** Writes down, before anything is read or done, who asks for what. Refuses with `purposeMissing`. */
export async function noteInTrail(route: Route, call: AnyCall, late: LateReadings): Promise<void> {
  const { audit } = route
  if (!audit) return
  const { session, deps } = call
  if (!session) throw new Error(`${route.path} has an audit entry, but nobody is logged in`)
  const account = { id: session.accountId, role: session.role }
  const isReading = audit.reading !== undefined
  const purpose = isReading && session.role === 'nakes' ? await purposeOf(call, session.accountId) : undefined
  // Read by the route's own schemas just before, so it has the type that the route declares.
  const about = await audit.of?.(call.input as never, call.inScope)
  const event: AuditEvent = { action: audit.action, account, purpose, ...about }
  const key = JSON.stringify(event)
  if (isReading && late.has(key, deps.now())) return
  await appendEntry(deps, event)
  if (isReading) late.add(key, deps.now())
}

async function purposeOf({ inScope, deps }: AnyCall, accountId: string) {
  const purpose = await inScope(async (queries) =>
    findPurpose(queries, accountId, dayIn((await findPuskesmas(queries)).timeZone, deps.now())),
  )
  if (!purpose) throw new Refusal('purposeMissing')
  return purpose
}

/** The filters of a list; what was searched for is a name, and stays out. */
export function listDetails(query: Readonly<Record<string, unknown>>): Pick<AuditEvent, 'details'> {
  const { posyandu, card, level, search } = query
  const named = { posyandu, card, level, ...(search !== undefined && search !== '' && { searched: 'yes' }) }
  const told = Object.entries(named).filter(([, value]) => typeof value === 'string')
  return { details: Object.fromEntries(told) as Record<string, string> }
}

/** For handlers whose entry is known only once they are done, such as a log-in. */
export const noteDeed = (deps: ServerDeps, event: AuditEvent): Promise<void> => appendEntry(deps, event)
