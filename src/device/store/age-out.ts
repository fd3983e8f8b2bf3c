import { agedOut } from '#domain/keeping/aged-out.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { RecordState } from '#protocol/merge.ts'
import { agingDayAt, agingFileOf } from '#protocol/records/aging-file.ts'
import { whenIdle } from '#device/platform/idle.ts'
import { untilCurrent, write } from './commit.ts'
import type { LocalStore } from './create-store.ts'
import { type Database, readMeta, writeMeta } from './database.ts'
import { day } from './outbox.ts'
import { withOlder } from './record-row.ts'
import { allOf, rowsIn, waitingIn } from './queue.ts'
import type { RecordRow } from './rows.ts'
import { mintLock } from './save.ts'
import { openRecords } from './record-body.ts'

/** So many people are looked at between two pauses. */
const peopleAtOnce = 20
/** What somebody asked for stays for so long, by the server's time. */
const askedDays = 30

/**
 * Lets go of what has aged out (sync-spec KP7–KP9), once a day of the server, a few people at a time, whenever
 * `whenFree` resolves. It goes on where it was cut off. What the server's time is now only its last word tells.
 */
export async function ageOut(local: LocalStore, whenFree: () => Promise<void> = whenIdle): Promise<void> {
  const { database } = local.planner
  const contact = await database.run(() => readMeta(database, 'contact'))
  if (!contact?.firstLoadDone || contact.lastContactAt === undefined) return
  const serverTime = contact.lastContactAt
  const today = agingDayAt(serverTime)
  let note = await database.run(() => readMeta(database, 'aging'))
  if (note?.done && note.day === today) return
  if (note?.done) note = undefined
  for (;;) {
    await whenFree()
    const people = await nextPeople(database, note?.after)
    const last = people.at(-1)
    for (const id of await whoMayLetGo(local, people, { today, serverTime }))
      await letGoOf(local, id, { today, serverTime })
    const next = { day: today, done: last === undefined, ...(last !== undefined && { after: last }) }
    await database.run(() => writeMeta(database, 'aging', next))
    if (next.done) return
    note = next
  }
}

type Now = { readonly today: CalendarDay; readonly serverTime: number }

async function nextPeople(database: Database, after: string | undefined): Promise<string[]> {
  const ids = await database.run(() => database.records.where('kind').equals('person').primaryKeys())
  // Of one kind they come in the order of their ids.
  const from = after === undefined ? 0 : ids.findIndex((id) => id > after)
  return from === -1 ? [] : ids.slice(from, from + peopleAtOnce)
}

/** Looked at without the lock, so that nobody waits where nothing goes, as mostly. */
async function whoMayLetGo(
  { planner: { database, seals } }: LocalStore,
  people: readonly string[],
  now: Now,
): Promise<string[]> {
  return database.run(async () => {
    const [rows, isFilled] = await Promise.all([
      database.records.where('personId').anyOf(people).toArray(),
      halfFilled(database),
    ])
    const bodies = await openRecords(seals, rows)
    const lying = rows.map((row, i) => ({ row, state: bodies[i]?.state as RecordState }))
    const found: string[] = []
    for (const id of people) {
      if (isFilled(id)) continue
      const theirs = lying.filter(({ row }) => row.personId === id)
      if ((await leaving(database, id, theirs, now)).size > 0) found.push(id)
    }
    return found
  })
}

/** Tells of whom a form is half filled, on top of what is here now. */
async function halfFilled(database: Database): Promise<(personId: string) => boolean> {
  const drafts = await database.drafts.toCollection().primaryKeys()
  return (personId) => drafts.some((key) => key.includes(personId))
}

async function letGoOf(local: LocalStore, personId: string, now: Now): Promise<void> {
  const { database, shelf } = local.planner
  const assess = await local.loadAssess()
  await database.run(() =>
    local.locks.hold(mintLock, () =>
      untilCurrent(async () => {
        await shelf.load({ people: [personId] })
        const held = [...shelf.dossier(personId).values()]
        const person = held.find(({ row }) => row.id === personId)
        // Somebody may have begun to fill one since they were looked at.
        if ((await halfFilled(database))(personId)) return
        const removed = await leaving(database, personId, held, now)
        if (!person || removed.size === 0) return
        const rows = [withOlder(person.row, 'away')]
        await write(local.planner, { states: new Map(), removed, rows }, assess)
      }),
    ),
  )
}

type Lying = { readonly row: RecordRow; readonly state: RecordState }

/**
 * What of this person goes now. Whatever still has a row in the queue stays: without a receipt it is nowhere else, and
 * a server that comes back from a backup may ask for it again for 60 days.
 */
async function leaving(
  database: Database,
  personId: string,
  held: readonly Lying[],
  { today, serverTime }: Now,
): Promise<ReadonlySet<string>> {
  const person = held.find(({ row }) => row.id === personId)
  const askedAt = person?.row.askedAt
  const aliases = await readMeta(database, 'aliases')
  const isJoined = aliases?.people.some((alias) => alias.includes(personId))
  const isAsked = askedAt !== undefined && serverTime < askedAt + askedDays * day
  if (!person || isAsked || isJoined) return new Set()
  const others = held.filter((one) => one !== person).map(({ state }) => state)
  const aged = agedOut(agingFileOf(person.state, others), today)
  if (aged.size === 0) return aged
  const queued = await Promise.all([
    database.outbox.where('about').equals(personId).toArray(),
    waitingIn(database).then(allOf),
    rowsIn(database, 'held').toArray(),
  ])
  const inQueue = new Set(queued.flat().map(({ recordId }) => recordId))
  return new Set([...aged].filter((id) => !inQueue.has(id)))
}
