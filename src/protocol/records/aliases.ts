import type { RecordState } from '#protocol/merge.ts'
import { isAmendmentField } from './amendments.ts'

/** Two people found to be one: the first is shown as the second, who stays. */
export type Alias = readonly [personId: string, into: string]

/** What aliases say by themselves, whoever of their people is here. */
export type Kin = {
  /** Everybody whom aliases tie to a person, this one among them. */
  readonly groupOf: (personId: string) => readonly string[]
  /** As whom somebody may be shown: the next in the chain first. */
  readonly chainOf: (personId: string) => readonly string[]
}

/** Where somebody stands, as their record has it. */
export type Standing = { readonly posyanduId: string | undefined; readonly voided: boolean }

/** A ring, which no server makes, ends where it meets itself. */
export function kinOf(aliases: readonly Alias[]): Kin {
  const intoOf = new Map(aliases)
  const from = new Map<string, string[]>()
  for (const [personId, into] of intoOf) from.set(into, [...(from.get(into) ?? []), personId])
  const up = (id: string) => [intoOf.get(id) ?? id]
  return {
    groupOf: (id) => reachedFrom(id, (one) => [...up(one), ...(from.get(one) ?? [])]),
    chainOf: (id) => reachedFrom(id, up).slice(1),
  }
}

function reachedFrom(start: string, next: (id: string) => readonly string[]): string[] {
  const reached = new Set([start])
  for (const id of reached) for (const other of next(id)) reached.add(other)
  return [...reached]
}

/**
 * As whom somebody is shown: the last of their chain who is here, is not voided, and stands in the same posyandu; else
 * as themselves (sync-spec AL3). The same on phone and server, and whatever came first.
 */
export function shownAs(
  { chainOf }: Kin,
  personId: string,
  standingOf: (id: string) => Standing | undefined,
): string {
  const own = standingOf(personId)
  const stays = chainOf(personId).filter((id) => {
    const standing = own && standingOf(id)
    return standing && !standing.voided && standing.posyanduId === own.posyanduId
  })
  return stays.at(-1) ?? personId
}

/**
 * The person who stays, with what only the others' records say (sync-spec AL4). Of a field that several have, also an
 * emptied one, that of the one who stays is shown; among the others the first by id. Nothing is written anew.
 */
export function joinPeople(stays: RecordState, others: readonly RecordState[]): RecordState {
  if (others.length === 0) return stays
  const fields = { ...stays.fields }
  for (const other of [...others].sort((a, b) => (a.id < b.id ? -1 : 1)))
    for (const [name, field] of Object.entries(other.fields))
      if (!Object.hasOwn(fields, name) && name !== 'voided' && !isAmendmentField(name)) fields[name] = field
  return { ...stays, fields }
}
