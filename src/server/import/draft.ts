import type { ImportRemark, RejectionReason } from '#protocol/messages/import.ts'
import type { PersonFields } from '#protocol/records/fields.ts'

/** The fields of a person that a register can bring. */
export type DraftFields = Pick<
  PersonFields,
  | 'name'
  | 'sex'
  | 'birthDate'
  | 'birthDatePrecision'
  | 'nik'
  | 'motherName'
  | 'motherNik'
  | 'birthOrder'
  | 'phone'
  | 'address'
  | 'rt'
  | 'rw'
  | 'birthWeightKg'
  | 'birthLengthCm'
  | 'birthHeadCircumferenceCm'
  | 'gestationAtBirthWeeks'
> & { readonly name: string; readonly birthDate: string }

/** A row as the person it speaks of. */
export type Draft = {
  readonly kind: 'draft'
  /** Number in the file, from 1. */
  readonly row: number
  readonly fields: DraftFields
  /** The heading under which each field stands in the file. */
  readonly headings: Readonly<Record<string, string>>
  readonly familyCardNumber?: string
  readonly headName?: string
  /** The posyandu as the row names it; empty where it names none. */
  readonly posyandu: string
  readonly measuredOn: string
  /** Heading → text of all that is kept as it stands. */
  readonly imported: Readonly<Record<string, string>>
  readonly remarks: readonly ImportRemark[]
}

export type RejectedRow = {
  readonly kind: 'rejected'
  readonly row: number
  readonly posyandu: string
  readonly reason: RejectionReason
  readonly column?: string
}
