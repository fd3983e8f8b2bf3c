import type { Changes } from '#protocol/messages/sync.ts'
import type { Enrolment } from './store.ts'

/** What a page tells of who writes. */
export type WritersTold = Pick<Changes, 'writers' | 'phones'>

/**
 * The enrolment with the writers that were told besides those it knew: who wrote stays true when they write here no more
 * (sync-spec PL10). The same object where nothing of it is new.
 */
export function withWriters(enrolment: Enrolment, { writers: named, phones = {} }: WritersTold): Enrolment {
  const told = Object.entries(phones)
  const writers = { ...named, ...Object.fromEntries(told.map(([id, { name }]) => [id, name])) }
  const writersEnrolledAt = Object.fromEntries(told.map(([id, { enrolledAt }]) => [id, enrolledAt]))
  const hasNew =
    hasOthers(enrolment.writers, writers) || hasOthers(enrolment.writersEnrolledAt, writersEnrolledAt)
  if (!hasNew) return enrolment
  return {
    ...enrolment,
    writers: { ...enrolment.writers, ...writers },
    writersEnrolledAt: { ...enrolment.writersEnrolledAt, ...writersEnrolledAt },
  }
}

const hasOthers = <T>(known: Readonly<Record<string, T>> = {}, told: Readonly<Record<string, T>>): boolean =>
  Object.entries(told).some(([id, value]) => known[id] !== value)
