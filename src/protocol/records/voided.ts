import type { RecordState } from '#protocol/merge.ts'
import type { VoidValue } from './fields.ts'

/**
 * A void covers the heads it saw. A write that no void saw, or a later one, brings the record back (as a conflict
 * for people to settle). Two phones may void without knowing of each other: together they cover what either saw.
 */
export function isVoided(record: RecordState): boolean {
  const voids = record.fields.voided?.heads.map((head) => head.value as VoidValue | null) ?? []
  if (!voids[0] || !Array.isArray(voids[0].covers)) return false
  const covered = new Set(voids.flatMap((value) => (Array.isArray(value?.covers) ? value.covers : [])))
  return Object.entries(record.fields).every(
    ([name, field]) => name === 'voided' || field.heads.every((head) => covered.has(head.stamp)),
  )
}

/** The void of a record as it stands: what is written to it later, or was and is not known here, brings it back. */
export const voidOf = (record: RecordState, reason: string): VoidValue => ({
  reason,
  covers: Object.values(record.fields).flatMap(({ heads }) => heads.map(({ stamp }) => stamp)),
})
