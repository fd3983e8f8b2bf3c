import { assessVisit, instrumentById } from '#domain/instruments/index.ts'
import { type CardId, cardIds, type PastVisit } from '#domain/instruments/instrument.ts'
import { cardFor } from '#domain/life-stage/life-stage.ts'
import type { Settings } from '#domain/settings.ts'
import { contextWith, inOrder, pastVisitOf } from './context-for.ts'
import type { AssessedVisit, PersonFile, VisitEntry } from './person-file.ts'

/**
 * Every visit of a person with its conclusions, oldest first. Each is judged with the visits of earlier days before it
 * and with what the person's and the pregnancy's record say on its day. A visit of an instrument that this edition has
 * not, of a person who has no card that day either, is left out. `known`: conclusions by visit that still hold, so that
 * they need not be drawn again. A rule that fails on what was written hides no visit and keeps nobody from saving: that
 * visit is not assessed, the others are, and `onFault` gets what was thrown.
 */
export function assessPersonFile(
  file: PersonFile,
  settings: Settings,
  known?: ReadonlyMap<string, AssessedVisit>,
  onFault?: (fault: unknown) => void,
): readonly AssessedVisit[] {
  const visits = inOrder(file.visits)
  const past = visits.map(pastVisitOf)
  return visits.flatMap((visit) => {
    const held = known?.get(visit.id)
    if (held) return [held]
    const earlier = past.slice(0, firstOfDay(visits, visit.visitedOn))
    try {
      return assessEntry(file, visit, earlier, settings)
    } catch (fault) {
      onFault?.(fault)
      return unassessed(visit)
    }
  })
}

function unassessed({ id, visitedOn, instrument }: VisitEntry): AssessedVisit[] {
  const card = cardIds.find((known) => known === instrument)
  return card ? [{ visitId: id, visitedOn, card, level: 'notAssessed', incomplete: true, findings: [] }] : []
}

/** How many visits lie before the first one of a day. */
function firstOfDay(visits: readonly VisitEntry[], day: string): number {
  const index = visits.findIndex(({ visitedOn }) => visitedOn >= day)
  return index === -1 ? visits.length : index
}

function assessEntry(
  file: PersonFile,
  visit: VisitEntry,
  history: readonly PastVisit[],
  settings: Settings,
): AssessedVisit[] {
  const card = cardOf(file, visit, settings)
  const instrument = instrumentById(visit.instrument) ?? (card && instrumentById(card))
  if (!card || !instrument) return []
  const context = {
    ...contextWith(file, visit.visitedOn, settings, history),
    onPosyanduDay: visit.onPosyanduDay,
  }
  const { level, incomplete, findings } = assessVisit(instrument, visit.answers, context)
  return [{ visitId: visit.id, visitedOn: visit.visitedOn, card, level, incomplete, findings }]
}

/**
 * The card that it is counted under: the one recorded; of a home visit's checklist, and of what this edition does not
 * know, the one that the person has on that day.
 */
function cardOf(file: PersonFile, visit: VisitEntry, settings: Settings): CardId | undefined {
  return cardIds.find((id) => id === visit.instrument) ?? cardFor(file, visit.visitedOn, settings)
}
