import { randomUUID } from 'node:crypto'
import type { Planned } from './import-register.ts'

type Kept = { planned: Planned; readonly accountId: string; readonly expiresAt: number }

/** How long a plan waits to be applied, ms, and how many wait at once; Teratai's own. */
const keptFor = 30 * 60_000
const mostKept = 8

/**
 * Plans that were shown and wait for consent: in memory only, since they hold what the file says of people, and
 * uploading again costs nothing. Each is seen by the account that made it.
 */
export class PlanShelf {
  readonly #plans = new Map<string, Kept>()

  put(planned: Planned, accountId: string, now: number): { readonly id: string; readonly expiresAt: number } {
    this.#sweep(now)
    const oldest = this.#plans.keys().next()
    if (this.#plans.size >= mostKept && !oldest.done) this.#plans.delete(oldest.value)
    const id = randomUUID()
    const expiresAt = now + keptFor
    this.#plans.set(id, { planned, accountId, expiresAt })
    return { id, expiresAt }
  }

  get(id: string, accountId: string, now: number): Kept | undefined {
    this.#sweep(now)
    const kept = this.#plans.get(id)
    return kept?.accountId === accountId ? kept : undefined
  }

  /** Shows another plan under the same id. */
  replace(id: string, planned: Planned): void {
    const kept = this.#plans.get(id)
    if (kept) kept.planned = planned
  }

  remove(id: string): void {
    this.#plans.delete(id)
  }

  #sweep(now: number): void {
    for (const [id, kept] of this.#plans) if (kept.expiresAt <= now) this.#plans.delete(id)
  }
}
