import { cardIds, type CardId, type Level, levels } from '#domain/instruments/instrument.ts'
import type { AssessedVisit } from '#domain/visit/person-file.ts'
import type { Assess } from '#device/store/conclude.ts'

/** Conclusions for tests of the store: the answer `level` says the level, `heavier` makes it look at visits before. */
export const fakeAssess: Assess = (file) => {
  const visits = [...file.visits].sort((a, b) =>
    a.visitedOn < b.visitedOn ? -1 : a.visitedOn > b.visitedOn ? 1 : 0,
  )
  return visits.map((visit, i): AssessedVisit => {
    const said = visit.answers.level
    const before = visits[i - 1]?.answers.weightKg
    const lost = typeof before === 'number' && Number(visit.answers.weightKg) < before
    return {
      visitId: visit.id,
      visitedOn: visit.visitedOn,
      card: isCard(visit.instrument) ? visit.instrument : 'dewasa',
      level: lost ? 'counsel' : isLevel(said) ? said : 'normal',
      incomplete: visit.answers.weightKg === undefined,
      findings: [],
    }
  })
}

const isLevel = (value: unknown): value is Level => levels.some((level) => level === value)
const isCard = (value: unknown): value is CardId => cardIds.some((card) => card === value)
