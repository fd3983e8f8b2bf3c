import type { Queries } from '#server/database/database.ts'

export type OwnTable = {
  readonly name: string
  /** In their order; generated ones left out. */
  readonly columns: readonly string[]
  /** Whether row-level security binds the owner too. */
  readonly forced: boolean
}

/** The migrations that a database has had, in their order; none where Teratai never was. */
export async function migrationsIn(queries: Queries): Promise<readonly string[]> {
  const [found] = await queries.query(`select 1 from pg_class where oid = to_regclass('public.migration')`)
  if (!found) return []
  const rows = await queries.query<{ id: string }>('select id from migration order by id')
  return rows.map(({ id }) => id)
}

/**
 * Teratai's tables: those of this owner under row-level security, which every table of a migration is. Whatever else
 * lies in the database is somebody else's.
 */
export const ownTables = (queries: Queries): Promise<OwnTable[]> =>
  queries.query<OwnTable>(
    `select c.relname::text as name, c.relforcerowsecurity as forced,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
       and pg_get_userbyid(c.relowner) = current_user
     order by c.relname`,
  )
