import type { Queries } from '#server/database/database.ts'
import { asOwner } from '#server/database/prepare-database.ts'

/** Works as the owner, past access, on all that the one puskesmas of a database has. */
const inInstallation = <T>(url: string, work: (queries: Queries, puskesmasId: string) => Promise<T>) =>
  asOwner(url, async (queries) => {
    const [installation] = await queries.query<{ id: string }>(
      'select puskesmas_id::text as id from installation',
    )
    const id = installation?.id ?? ''
    await queries.query(`begin; set local app.puskesmas_id = '${id}'; set local app.posyandu = 'all'`)
    const done = await work(queries, id)
    await queries.query('commit')
    return done
  })

/** The records, how far each stream has come, and what is known of each device's numbers. */
export const countsIn = (url: string) =>
  inInstallation(url, async (queries) => {
    const rows = await queries.query<{ id: string }>('select record_id::text as id from record order by 1')
    const streams = await queries.query<{ last: string; most: string }>(
      `select s.last_sequence::text as last,
         coalesce((select max(sequence) from record r where r.posyandu_id = s.posyandu_id), 0)::text as most
       from posyandu_stream s`,
    )
    const devices = await queries.query<{ have: number; highest: number; accepted: number }>(
      `select have, highest_number as highest, coalesce((select sum(last_number - first_number + 1)
         from batch b where b.device_id = d.device_id), 0)::int as accepted from device d`,
    )
    return { rows: rows.map(({ id }) => id), streams, devices }
  })

/** One person was an alias of another for a while. */
export const keepUndoneAlias = (url: string, [personId, into]: readonly [string, string]) =>
  inInstallation(url, async (queries, puskesmasId) => {
    await queries.query(
      `insert into alias values ($1, gen_random_uuid(), $2, $3, gen_random_uuid(), 'Bidan', now())`,
      [puskesmasId, personId, into],
    )
    await queries.query(
      `insert into alias_undo select puskesmas_id, alias_id, account_id, 'Bidan', now() from alias`,
    )
  })
