import type { Queries } from '#server/database/database.ts'

/** All rows of one puskesmas by table, as text. */
export type TableRows = ReadonlyMap<string, readonly string[]>

/** Every table with rows of a puskesmas. */
export async function tablesOfPuskesmas(owner: Queries): Promise<string[]> {
  const rows = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'puskesmas_id'
       and c.relname <> 'installation' order by c.relname`,
  )
  return rows.map((row) => row.name)
}

/** Puts all rows of a puskesmas aside. */
export async function keepRows(
  owner: Queries,
  tables: readonly string[],
  puskesmasId: string,
): Promise<TableRows> {
  const kept = new Map<string, readonly string[]>()
  for (const table of tables) {
    const found = await owner.query<{ row: string }>(
      `select t::text as row from ${table} t where puskesmas_id = $1`,
      [puskesmasId],
    )
    kept.set(
      table,
      found.map(({ row }) => row),
    )
  }
  return kept
}

/** Makes the puskesmas what it was then, in one transaction. */
export async function putRowsBack(owner: Queries, kept: TableRows, puskesmasId: string): Promise<void> {
  await owner.query('begin')
  try {
    for (const [table, rows] of kept) {
      await owner.query(`delete from ${table} where puskesmas_id = $1`, [puskesmasId])
      if (rows.length > 0)
        await owner.query(
          `insert into ${table} select (saved.line::public.${table}).* from unnest($1::text[]) as saved (line)`,
          [rows],
        )
    }
  } finally {
    // After a failure the database makes a rollback of it.
    await owner.query('commit')
  }
}
