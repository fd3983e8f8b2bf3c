import { findPuskesmas } from '#server/access/named.ts'
import { readSettings } from '#server/access/settings.ts'
import type { Queries } from '#server/database/database.ts'
import { assessDue } from '#server/records/assess-due.ts'
import type { CardContext } from '#server/records/desk-people.ts'
import { dayIn } from '#server/time/day-in.ts'
import type { ServerDeps } from './route.ts'

/** No list is read before the conclusions are those of the records. */
export const upToDate = ({ database, puskesmasId, log }: ServerDeps) => assessDue(database, puskesmasId, log)

/** Today where the puskesmas is. */
export async function cardContext(queries: Queries, { now }: ServerDeps): Promise<CardContext> {
  const { timeZone } = await findPuskesmas(queries)
  const { values: settings } = await readSettings(queries)
  return { day: dayIn(timeZone, now()), settings }
}
