import { shownLevelOf } from '#domain/instruments/shown-level.ts'
import { oneADay } from '#domain/visit/one-a-day.ts'
import type { AssessedVisit } from '#domain/visit/person-file.ts'
import type { Contribution } from './rows.ts'
import type { MonthTally } from './store.ts'

/**
 * What each of a person's visits adds to the tallies of their posyandu, by visit. Visits of one day on one card count once, at the
 * worst of their levels; a normal one is incomplete only where none of them is complete.
 */
export function contributionsOf(
  posyanduId: string,
  visits: readonly AssessedVisit[],
): ReadonlyMap<string, Contribution> {
  const counted = oneADay(visits, ({ card }) => card)
  return new Map(counted.map(({ shown }) => [shown.visitId, contributionOf(posyanduId, shown)]))
}

const contributionOf = (posyanduId: string, visit: AssessedVisit): Contribution => [
  posyanduId,
  visit.visitedOn.slice(0, 7),
  visit.card,
  shownLevelOf(visit),
]

/** Posyandu, month, card and cell, as one text → by how much it changes; cells that stay are left out. */
export type Difference = ReadonlyMap<string, { readonly at: Contribution; readonly by: number }>

/** Old contributions out, new ones in. */
export function differenceOf(before: readonly Contribution[], after: readonly Contribution[]) {
  const cells = new Map<string, { at: Contribution; by: number }>()
  const add = (at: Contribution, by: number) => {
    const key = at.join('\n')
    const cell = cells.get(key)
    if (cell) cell.by += by
    else cells.set(key, { at, by })
  }
  for (const contribution of before) add(contribution, -1)
  for (const contribution of after) add(contribution, 1)
  for (const [key, cell] of cells) if (cell.by === 0) cells.delete(key)
  return cells as Difference
}

type Cells = Record<string, Record<string, number>>

/** A month's tally with one cell changed; a cell or card that falls to nothing is left out. */
export function changed(tally: MonthTally, card: string, cell: string, by: number): MonthTally {
  const cells = tally as Cells
  const count = (cells[card]?.[cell] ?? 0) + by
  const { [cell]: _, ...others } = cells[card] ?? {}
  const cardCells = count > 0 ? { ...others, [cell]: count } : others
  const { [card]: __, ...cards } = cells
  return Object.keys(cardCells).length > 0 ? { ...cards, [card]: cardCells } : cards
}

/** Several posyandu together. */
export function sum(tallies: readonly MonthTally[]): MonthTally {
  // Mostly there is one, and it is the sum.
  const [first = {}, ...others] = tallies
  return others.reduce<MonthTally>((total, tally) => {
    let next = total
    for (const [card, cells] of Object.entries(tally as Cells))
      for (const [cell, count] of Object.entries(cells)) next = changed(next, card, cell, count)
    return next
  }, first)
}
