import { isInRanges } from '#protocol/batch/number-ranges.ts'
import type { Said } from './lock-devices.ts'
import type { Outcome } from './outcome.ts'

type Told = { readonly outcomes: readonly Outcome[]; readonly others: readonly Outcome[] }

const isHeld = ({ outcome }: Outcome) => outcome === 'held'

/**
 * How many rows a phone shows as waiting and as held once it has its answer: what it said with its batch, less what it
 * is told now (sync-spec AP8). `outcomes`: of the rows of the batch; `others`: what is told beside. Of a phone that does
 * not tell which it shows as held, those sent again count as having waited.
 */
export function shownAfter(said: Said, { outcomes, others }: Told): Said {
  const wasHeld = ({ number }: Outcome) => isInRanges(said.holds ?? [], number)
  const told = [...outcomes, ...others]
  const held = told.filter((one) => isHeld(one) && !wasHeld(one)).length
  const settled = told.filter((one) => !isHeld(one) && wasHeld(one)).length
  const heard = outcomes.filter((one) => !wasHeld(one)).length
  return {
    ...said,
    ...(said.waiting !== undefined && { waiting: Math.max(0, said.waiting - heard) }),
    ...(said.held !== undefined && said.holds && { held: Math.max(0, said.held + held - settled) }),
  }
}
