import type { RecordState } from '../merge.ts'
import type { VoidValue } from './fields.ts'

/**
 * A void covers the heads it saw. A write that it did not see, or a later one, brings the record back
 * (as a conflict for people to settle).
 */
export function isVoided(record: RecordState): boolean {
  const value = record.fields.voided?.heads[0]?.value as VoidValue | null | undefined
  if (!value || !Array.isArray(value.covers)) return false
  const covered = new Set(value.covers)
  return Object.entries(record.fields).every(
    ([name, field]) => name === 'voided' || field.heads.every((head) => covered.has(head.stamp)),
  )
}
