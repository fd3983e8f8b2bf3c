import { createHash } from 'node:crypto'
import { canonicalJson } from '#protocol/canonical-json.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { AccountRole, Purpose } from '#protocol/messages/access.ts'

/** What is written down. Reading names what was opened; a deed names what was asked for, whatever came of it. */
export const auditActions = [
  'loggedIn',
  'purposeStated',
  'visitsRead',
  'daysRead',
  'peopleRead',
  'personRead',
  'peopleOnPhoneRead',
  'heldRead',
  'heldAccepted',
  'heldClosed',
  'conflictSettled',
  'peopleJoined',
  'peopleParted',
  'suratTaken',
  'importPlanned',
  'importRead',
  'importApplied',
  'phoneEnrolled',
  'phoneRevoked',
  'phoneAdmitted',
  'codeMade',
  'accountMade',
  'accountChanged',
  'passwordChanged',
  'posyanduMade',
  'posyanduRenamed',
  'settingsChanged',
  'puskesmasChanged',
  /** The trail had reached further than the database remembers; `details` say how far. */
  'trailCut',
] as const
export type AuditAction = (typeof auditActions)[number]

/** Ids and codes only: never a name, a NIK or a value of a record. */
export type AuditEvent = {
  readonly action: AuditAction
  /** Who; missing where it was the server itself or a phone that is just being enrolled. */
  readonly account?: { readonly id: string; readonly role: AccountRole }
  readonly purpose?: Purpose | undefined
  /** Which person, phone, account or record. */
  readonly subject?: string | undefined
  /** Such as the filters of a list. */
  readonly details?: Readonly<Record<string, string | number>>
}

/** The hash before the first entry. */
export const beginning = Buffer.alloc(32)

/** An entry as it is kept and hashed. */
export function contentOf(event: AuditEvent, number: number, at: number): string {
  const { action, account, purpose, subject, details } = event
  const told: Record<string, FieldValue> = { number, at, action }
  if (account) told.account = { ...account }
  if (purpose) told.purpose = { code: purpose.code, ...(purpose.words && { words: purpose.words }) }
  if (subject !== undefined) told.subject = subject
  if (details && Object.keys(details).length > 0) told.details = { ...details }
  return canonicalJson(told)
}

/** The hash of an entry over that of the one before. */
export const hashAfter = (before: Uint8Array, content: string): Buffer =>
  createHash('sha256').update(before).update(content).digest()
