import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { listPosyandu } from '#server/access/named.ts'
import type { Database } from '#server/database/database.ts'
import type { DemoGroup } from '#server/demo/demo.ts'
import { makeDemo } from '#server/demo/make-demo.ts'
import { writeAsServer } from '#server/records/write-as-server.ts'
import { demoPosyandu } from './first-start.ts'
import type { Installation } from './installation.ts'

/** Any number; it decides who lives in the demo. */
const seed = 2026

/**
 * Writes the demo's people and their year, each day as of its own time. The same installation always gets the same
 * demo, id for id, so that doing it again after a `kill -9` in the middle only completes it.
 */
export async function fillDemo(database: Database, { puskesmasId, createdAt }: Installation): Promise<void> {
  const scope = { puskesmasId, posyandu: 'none' } as const
  const all = await database.withScope(scope, (queries) => listPosyandu(queries))
  const posyandu = all
    .filter(({ name }) => demoPosyandu.includes(name))
    .sort((a, b) => demoPosyandu.indexOf(a.name) - demoPosyandu.indexOf(b.name))
  const { groups } = makeDemo({ today: dayIn('Asia/Makassar', createdAt), seed, posyandu })
  for (const day of byDay(groups)) {
    const changes = day.flatMap((group) => group.changes)
    const { refused } = await writeAsServer(database, puskesmasId, changes, {
      now: day.at(-1)?.at ?? createdAt,
    })
    if (refused[0]) throw new Error(`the demo does not fit: ${refused[0].code} ${refused[0].field ?? ''}`)
  }
}

/** The date of an instant in a time zone. */
const dayIn = (timeZone: string, at: number): CalendarDay =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)

const hoursOfDay = 24 * 60 * 60 * 1000

/** Groups that follow one another within a day are written together. */
function byDay(groups: readonly DemoGroup[]): DemoGroup[][] {
  const days = new Map<number, DemoGroup[]>()
  for (const group of groups) {
    const day = Math.floor(group.at / hoursOfDay)
    const found = days.get(day)
    if (found) found.push(group)
    else days.set(day, [group])
  }
  return [...days.values()]
}
