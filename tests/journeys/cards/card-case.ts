import type { CardId } from '#domain/instruments/instrument.ts'
import type { ShownLevel } from '#domain/instruments/shown-level.ts'
import type { Filled } from '../card-form.ts'
import type { NewPerson } from '../kader.ts'

/** One person at one card: what is filled, and what must come out. */
export type CardCase = {
  readonly person: NewPerson
  /** `phone`: the kader registers them there and then, without network; `register`: they came from the puskesmas. */
  readonly from: 'phone' | 'register'
  /** The pregnancy of the person ended so, before the visit. */
  readonly deliveredOn?: string
  readonly card: CardId
  readonly answers: Filled
  readonly level: ShownLevel
  /** The decisive finding, by its code. Absent where nothing is outside normal. */
  readonly code?: string
  /** What the result must say in these words: the decisive finding, how soon, what is missing. */
  readonly says: readonly string[]
  /** Taps from the open form to the result, besides typing; docs/taps.md says them too. */
  readonly taps?: number
}

/**
 * A card with some answers changed. What the card did not ask for before stands where the changes have it: before the
 * next that it did ask for, at the end after the last.
 */
export function changed(whole: Filled, changes: Filled): Filled {
  const known = Object.keys(changes).filter((name) => name in whole)
  const before: Record<string, Filled> = {}
  let pending: Filled = {}
  for (const [name, given] of Object.entries(changes)) {
    if (name in whole) {
      before[name] = pending
      pending = {}
    } else pending = { ...pending, [name]: given }
  }
  const last = known.at(-1)
  const filled: Record<string, Filled[string]> = {}
  for (const [name, given] of Object.entries(whole)) {
    Object.assign(filled, before[name], { [name]: changes[name] ?? given })
    if (name === last) Object.assign(filled, pending)
  }
  return last === undefined ? { ...filled, ...pending } : filled
}

/** A card that was filled no further than this; who stands at the tables behind has not had it yet. */
export function upTo(filled: Filled, last: string): Filled {
  const all = Object.entries(filled)
  return Object.fromEntries(all.slice(0, all.findIndex(([name]) => name === last) + 1))
}

export const yes = { choice: 'yes' } as const
export const no = { choice: 'no' } as const

/** What the result says at a level, whatever was found. */
export const emergencyNow = 'Sekarang juga ke puskesmas atau rumah sakit'
export const allGood = 'Semua yang diukur baik. Puji, dan ajak datang lagi bulan depan.'
