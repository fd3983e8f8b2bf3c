import { knownFields, type RecordState } from '#protocol/merge.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { calendarDayAt } from '#device/platform/today.ts'
import { mintLock, type Saver } from './save.ts'

/**
 * Puts on the shelf what a save about a person reads: all that hangs on the person, and the month's tally. While
 * others write nothing is done, and nothing fails: then the save itself reads.
 */
export async function prepare({ planner, locks, clock }: Saver, person: RecordState): Promise<void> {
  const { database, shelf } = planner
  const { posyanduId } = knownFields(person) as PersonFields
  const month = calendarDayAt(clock.now()).slice(0, 7)
  const load = () =>
    shelf.load({
      people: [person.id],
      tallies: typeof posyanduId === 'string' ? [[posyanduId, month]] : [],
    })
  // Under the lock, so that no write comes between what is read and what the shelf makes of it.
  await database.run(() => locks.holdIfFree(mintLock, load)).catch(() => undefined)
}
