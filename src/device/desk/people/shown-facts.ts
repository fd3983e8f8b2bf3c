import type { PersonAnswer, RecordView } from '#protocol/messages/desk.ts'
import type { HouseholdFields, PersonFields } from '#protocol/records/fields.ts'

/** What is known of a person and of their household, in this edition's own fields. */
export const facts = ({
  person,
  household,
}: Pick<PersonAnswer, 'person' | 'household'>): {
  readonly person: PersonFields
  readonly home: HouseholdFields
} => ({ person: withoutEmptied(person), home: withoutEmptied(household) })

/** The shown values of this edition's own fields; one that people emptied is there as `null`, and is not known. */
function withoutEmptied(record: RecordView | undefined): PersonFields & HouseholdFields {
  return Object.fromEntries(Object.entries(record?.fields ?? {}).filter(([, value]) => value !== null))
}
