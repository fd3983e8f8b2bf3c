import { knownFields } from '#protocol/merge.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { calendarDayAt } from '#device/platform/today.ts'
import { type Assess, conclude } from './conclude.ts'
import { mintLock, type Saver } from './save.ts'
import type { Shelf } from './shelf.ts'
import type { PersonView } from './store.ts'

/**
 * Puts on the shelf what a save about a person reads: all that hangs on the person, what follows from it, and the
 * month's tally. While others write nothing is done, and nothing fails: then the save itself reads and judges.
 */
export async function prepare(
  { planner, locks, clock }: Saver,
  { person, alsoAs: others }: Pick<PersonView, 'person' | 'alsoAs'>,
  loadAssess: () => Promise<Assess>,
): Promise<void> {
  const { database, shelf } = planner
  const alsoAs = others.map(({ id }) => id)
  const { posyanduId } = knownFields(person) as PersonFields
  const month = calendarDayAt(clock.now()).slice(0, 7)
  const load = () =>
    shelf.load({
      people: [person.id, ...alsoAs],
      tallies: typeof posyanduId === 'string' ? [[posyanduId, month]] : [],
    })
  // Under the lock, so that no write comes between what is read and what the shelf makes of it.
  await database.run(() => locks.holdIfFree(mintLock, load)).catch(() => undefined)
  const assess = await loadAssess().catch(() => undefined)
  // Of one who is several the save itself judges: what it compares with is put together anew each time.
  if (assess && alsoAs.length === 0) judge(shelf, person.id, assess)
}

/** A save then judges only what it changes and what comes after it. */
function judge(shelf: Shelf, id: string, assess: Assess): void {
  const states = [...shelf.dossier(id).values()].map((held) => held.state)
  const person = states.find((state) => state.id === id)
  if (!person || shelf.conclusions(id)) return
  const others = states.filter((state) => state !== person)
  try {
    shelf.keepConclusions(id, conclude(assess, person, others, shelf.base().settings))
  } catch {
    // Of a file that the rules cannot take the save says so itself.
  }
}
