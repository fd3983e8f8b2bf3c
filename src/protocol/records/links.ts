import { type RecordState, shownFields } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { amendmentsOf } from './amendments.ts'
import { contestedFields } from './contested.ts'
import type { HouseholdFields, PersonFields, PosyanduDayFields } from './fields.ts'

/** Fields whose value is the id of a posyandu or of another record: people are told what it is called. */
const linkFields = ['posyanduId', 'householdId', 'personId', 'posyanduDayId', 'visitId'] as const

export const isLinkField = (field: string): boolean => linkFields.some((known) => known === field)

/** The ids that conflicts and corrections of these records point at. */
export function linksToName(states: readonly RecordState[]): readonly string[] {
  const ids = states
    .flatMap((state) => [...contestedValues(state), ...formerValues(state)])
    .filter(([field]) => isLinkField(field))
    .map(([, value]) => value)
    .filter((value) => typeof value === 'string')
  return [...new Set(ids)]
}

type Valued = readonly [field: string, value: FieldValue]

const formerValues = (state: RecordState): Valued[] =>
  amendmentsOf(shownFields(state)).flatMap((amendment) => Object.entries(amendment.former))

const contestedValues = (state: RecordState): Valued[] =>
  contestedFields(state).flatMap((field) =>
    (state.fields[field]?.heads ?? []).map(({ value }): Valued => [field, value]),
  )

/** What people call a record that a link points at: a name, a head of household, a day; `undefined` where it has none. */
export function recordName(state: RecordState): string | undefined {
  const fields = shownFields(state) as PersonFields & HouseholdFields & PosyanduDayFields
  if (state.kind === 'person') return fields.name
  if (state.kind === 'household') return fields.headName ?? fields.familyCardNumber
  return fields.heldOn
}
