import type { Answers } from '#domain/instruments/instrument.ts'
import { canonicalJson } from '#protocol/canonical-json.ts'
import type { FieldValue } from '#protocol/mutation.ts'

/** Why a person changes an answer that was already saved. `other` comes with a note. */
export const amendmentReasons = ['typedWrong', 'measuredAgain', 'wrongPerson', 'toldLater', 'other'] as const

/** `conflictSettled`: a nakes chose between values that were written without knowing of each other. */
const allReasons = [...amendmentReasons, 'conflictSettled'] as const
export type AmendmentReason = (typeof allReasons)[number]

/**
 * One correction of a saved visit, or one value that a nakes did not choose of two. `former`: the answers as they stood
 * before it, `null` where there was none, so that both versions stay readable wherever the record is. `at`: ms, by the
 * clock of who wrote it: a phone's corrected one, or the puskesmas's.
 */
export type Amendment = {
  readonly reason: AmendmentReason
  readonly note?: string
  readonly by: string
  readonly at: number
  readonly former: Readonly<Record<string, FieldValue>>
}

/** Each correction is a field of its own, so that those of two phones stand side by side and never conflict. */
const prefix = 'amended_'

/** The field that holds the correction of this id (a UUID). */
export const amendmentField = (id: string): string => `${prefix}${id.replaceAll('-', '')}`

export const isAmendmentField = (name: string): boolean => name.startsWith(prefix)

type Settled = {
  readonly field: string
  readonly chosen: FieldValue
  /** Every value that was shown, the chosen one among them or not. */
  readonly others: readonly FieldValue[]
  /** Who settled it, by name. */
  readonly by: string
  /** ms. */
  readonly at: number
}

/** The fields of a write that settles a conflict: the chosen value, and each other one kept readable beside it. */
export function settledBy(
  { field, chosen, others, by, at }: Settled,
  newId: () => string,
): Readonly<Record<string, FieldValue>> {
  const rest = new Map(others.map((value) => [canonicalJson(value), value]))
  rest.delete(canonicalJson(chosen))
  const kept = [...rest.values()].map((former): [string, FieldValue] => {
    const amendment: Amendment = { reason: 'conflictSettled', by, at, former: { [field]: former } }
    return [amendmentField(newId()), amendment]
  })
  return { [field]: chosen, ...Object.fromEntries(kept) }
}

/** The corrections of a record, oldest first. What is not of this shape is of a newer edition and left out. */
export function amendmentsOf(record: Readonly<Record<string, FieldValue>>): readonly Amendment[] {
  return Object.entries(record)
    .filter(([name]) => isAmendmentField(name))
    .flatMap(([, value]) => (isAmendment(value) ? [value] : []))
    .sort((one, other) => one.at - other.at)
}

function isAmendment(value: FieldValue): value is FieldValue & Amendment {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { reason, by, at, former, note } = value as Readonly<Record<string, FieldValue>>
  return (
    allReasons.some((known) => known === reason) &&
    typeof by === 'string' &&
    typeof at === 'number' &&
    (note === undefined || typeof note === 'string') &&
    typeof former === 'object' &&
    former !== null &&
    !Array.isArray(former)
  )
}

/** The answers as they stood before a correction: of it and of all later ones the latest is undone first. */
export function answersBefore(
  answers: Answers,
  amendments: readonly Amendment[],
  amendment: Amendment,
): Answers {
  const undone = amendments.slice(amendments.indexOf(amendment)).reverse()
  const former: Readonly<Record<string, FieldValue | undefined>> = Object.assign(
    {},
    answers,
    ...undone.map((one) => one.former),
  )
  return Object.fromEntries(Object.entries(former).filter(([, value]) => value !== null)) as Answers
}
