import { describe, expect, it } from 'vitest'
import type { PersonFile, VisitEntry } from '#domain/visit/person-file.ts'
import { householdFacts } from './household-facts.ts'

const visit = (instrument: string, visitedOn: string, answers: VisitEntry['answers'] = {}): VisitEntry => ({
  id: `${instrument}${visitedOn}`,
  instrument,
  visitedOn,
  onPosyanduDay: false,
  answers,
})
const file = (...visits: VisitEntry[]): PersonFile => ({ birthDateExact: true, pregnancies: [], visits })
const day = '2026-06-03'

describe('householdFacts', () => {
  it('finds the last visit at home of anybody there, by that day', () =>
    expect(
      householdFacts(
        [
          file(visit('kr-dewasa', '2026-01-05'), visit('dewasa', '2026-05-05')),
          file(visit('kr-balita', '2026-03-05'), visit('kr-balita', '2026-06-04')),
        ],
        day,
      ),
    ).toEqual({ lastVisitedOn: '2026-03-05', hasTbc: false }))

  it.each(['tbcOnTreatment', 'tbcContact', 'memberTbc'])('takes %s for TBC in the house', (id) =>
    expect(householdFacts([file(), file(visit('dewasa', '2026-05-05', { [id]: true }))], day).hasTbc).toBe(
      true,
    ),
  )

  it('goes by what was said last', () => {
    const visits = [
      visit('dewasa', '2026-04-05', { tbcOnTreatment: true }),
      visit('dewasa', '2026-05-05', { tbcOnTreatment: false }),
      visit('dewasa', '2026-05-20', {}),
    ]
    expect(householdFacts([file(...visits)], day).hasTbc).toBe(false)
    expect(householdFacts([file(...visits.toReversed())], day).hasTbc).toBe(false)
  })
})
