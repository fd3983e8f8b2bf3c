import { type LastHeard, silentFor } from '#device/platform/clock.ts'

/**
 * For how many days without a word of the puskesmas this phone still shows what it holds, and from which day on it
 * warns. A phone that was lost and is kept from every network closes by itself. Teratai's own; an offline grace of this
 * order is what the law's duty of confidentiality (UU 27/2022 ps. 35–39) is taken to ask of a device of a kader.
 */
export const leaseDays = 45
export const warnedDays = 30

const dayMs = 86_400_000

/** `daysLeft`: days that begin before reading closes, today's among them. */
export type Lease =
  | { readonly state: 'open' }
  | { readonly state: 'warned'; readonly daysLeft: number }
  | { readonly state: 'closed' }

/**
 * Whether what lies on this phone may be read on it. A word is whatever came over the puskesmas's own address, or in a
 * surat balasan that it signed. `now`: the phone's clock, ms; what it was known to be off by at that word is taken out,
 * and a clock that is put right again opens what a wrong one had closed.
 */
export function leaseOf(heard: LastHeard, now: number): Lease {
  const silent = silentFor(heard, now)
  if (silent >= leaseDays * dayMs) return { state: 'closed' }
  if (silent < warnedDays * dayMs) return { state: 'open' }
  return { state: 'warned', daysLeft: Math.ceil(leaseDays - silent / dayMs) }
}
