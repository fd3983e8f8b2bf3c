import type { FieldValue } from '#protocol/mutation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { Entries } from './entries.ts'

/** A half-filled visit as the store keeps it. It stays with the day on which it was begun. */
export type VisitDraft = {
  readonly visitId: string
  readonly visitedOn: CalendarDay
  readonly posyanduDayId?: string
  readonly instrument: string
  readonly entries: Entries
}

/** One half-filled visit a person: whoever comes back to the person finds it. */
export const visitDraftKey = (personId: string) => `visit:${personId}`

export const draftValue = (draft: VisitDraft): FieldValue => draft

/** `undefined` where what was kept is no draft of this edition's shape. */
export function readDraft(value: FieldValue | undefined): VisitDraft | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const draft = value as Partial<VisitDraft>
  const whole =
    typeof draft.visitId === 'string' &&
    typeof draft.visitedOn === 'string' &&
    typeof draft.instrument === 'string' &&
    typeof draft.entries === 'object'
  return whole ? (draft as VisitDraft) : undefined
}

/**
 * Writes the latest draft, one write at a time and none too many: a change during a write is written after it.
 * There is no delay in which a crash could lose what was typed.
 */
export class DraftWriter {
  readonly #write: (draft: VisitDraft) => Promise<void>
  #next: VisitDraft | undefined
  #running: Promise<void> | undefined
  #stopped = false

  constructor(write: (draft: VisitDraft) => Promise<void>) {
    this.#write = write
  }

  put(draft: VisitDraft): void {
    if (this.#stopped) return
    this.#next = draft
    this.#running ??= this.#run()
  }

  /** Resolves once nothing is being written; later drafts are refused, so that none comes after the save. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#next = undefined
    await this.#running
  }

  /** Drafts are taken again: the save did not succeed. */
  resume(): void {
    this.#stopped = false
  }

  async #run(): Promise<void> {
    while (this.#next) {
      const draft = this.#next
      this.#next = undefined
      // A draft that could not be written is tried again with the next keystroke; saving reports its own errors.
      await this.#write(draft).catch(() => undefined)
    }
    this.#running = undefined
  }
}
