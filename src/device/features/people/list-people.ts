import { cardFor } from '#domain/life-stage/life-stage.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { searchDirectory } from '#device/store/search.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import type { ShownStage } from '#device/ui/sign.tsx'

export type StageFilter = 'all' | ShownStage
export type Listed = { readonly entry: DirectoryEntry; readonly stage: ShownStage }

/** Everybody with the card that a visit today would be written on. */
export function withStages(
  directory: readonly DirectoryEntry[],
  today: CalendarDay,
  settings: Settings,
): readonly Listed[] {
  return directory.map((entry) => ({ entry, stage: stageOf(entry, today, settings) }))
}

export function stageOf(entry: DirectoryEntry, today: CalendarDay, settings: Settings): ShownStage {
  const pregnancies = entry.pregnant ? [entry.pregnant] : []
  return cardFor({ ...entry, pregnancies }, today, settings) ?? 'unknown'
}

/** People who died or moved away are found by search, and neither listed nor counted otherwise. */
const isHere = ({ entry }: Listed) => !entry.diedOn && !entry.movedOutOn

export function countStages(people: readonly Listed[]): ReadonlyMap<StageFilter, number> {
  const counts = new Map<StageFilter, number>()
  for (const person of people.filter(isHere)) {
    for (const key of ['all', person.stage] as const) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Those who match what was typed and the stage chosen, in the order of the search. */
export function selectPeople(
  people: readonly Listed[],
  typed: string,
  stage: StageFilter,
): readonly Listed[] {
  const ofStage = stage === 'all' ? people : people.filter((person) => person.stage === stage)
  if (typed.trim() === '') return ofStage.filter(isHere)
  const byEntry = new Map(ofStage.map((person) => [person.entry, person]))
  return searchDirectory([...byEntry.keys()], typed).flatMap((entry) => byEntry.get(entry) ?? [])
}
