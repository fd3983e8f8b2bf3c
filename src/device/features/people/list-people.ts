import { cardFor } from '#domain/life-stage/life-stage.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { searchDirectory } from '#device/store/search.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import type { ShownStage } from '#device/ui/sign.tsx'

export type StageFilter = 'all' | ShownStage
export type StageOf = (entry: DirectoryEntry) => ShownStage

/** By the card that a visit today would be written on; each person is looked at when first asked for. */
export function stagesOn(today: CalendarDay, settings: Settings): StageOf {
  const known = new WeakMap<DirectoryEntry, ShownStage>()
  return (entry) => {
    const before = known.get(entry)
    if (before) return before
    const pregnancies = entry.pregnant ? [entry.pregnant] : []
    const stage = cardFor({ ...entry, pregnancies }, today, settings) ?? 'unknown'
    known.set(entry, stage)
    return stage
  }
}

/** People who died or moved away are found by search, and neither listed nor counted otherwise. */
const isHere = ({ diedOn, movedOutOn }: DirectoryEntry) => !diedOn && !movedOutOn

export function countStages(
  people: readonly DirectoryEntry[],
  stageOf: StageOf,
): ReadonlyMap<StageFilter, number> {
  const counts = new Map<StageFilter, number>()
  for (const person of people.filter(isHere)) {
    for (const key of ['all', stageOf(person)] as const) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Those who match what was typed and the stage chosen, in the order of the search. */
export function selectPeople(
  people: readonly DirectoryEntry[],
  typed: string,
  stage: StageFilter,
  stageOf: StageOf,
): readonly DirectoryEntry[] {
  const found = typed.trim() === '' ? people.filter(isHere) : searchDirectory(people, typed)
  return stage === 'all' ? found : found.filter((person) => stageOf(person) === stage)
}
