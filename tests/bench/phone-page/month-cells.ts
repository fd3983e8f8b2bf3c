import { levels } from '#domain/instruments/instrument.ts'

/** The month that is counted. */
export const lastMonth = '2026-10'

/** Stages as reports count them, finer than cards: 8 × 6 levels × 2 sexes are 96 cells. */
const reportStages = ['ibu-hamil', 'nifas', 'bayi', 'balita', 'apras', 'remaja', 'dewasa', 'lansia']

export const cells = reportStages.flatMap((card) =>
  levels.flatMap((level) => ['female', 'male'].map((sex) => [lastMonth, card, level, sex] as const)),
)

export type CountedVisit = {
  readonly id: string
  readonly month: string
  readonly card: string
  readonly level: string
  readonly sex: string
}

/** A visit of last month for each of these people, spread over the cells: what the rivals count. */
export function countedVisits(people: readonly { readonly id: string }[]): CountedVisit[] {
  return people.map(({ id }, i) => {
    const [month, card, level, sex] = cells[i % cells.length] as (typeof cells)[number]
    return { id, month, card, level, sex }
  })
}
