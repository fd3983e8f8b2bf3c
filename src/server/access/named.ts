import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'

export type Named = { readonly id: string; readonly name: string }

/** The puskesmas of the scope. */
export async function findPuskesmas(queries: Queries) {
  type PuskesmasRow = { puskesmas_id: string; name: string; demo: boolean; time_zone: string }
  const [row] = await queries.query<PuskesmasRow>('select puskesmas_id, name, demo, time_zone from puskesmas')
  if (!row) throw new Refusal('internal')
  return { id: row.puskesmas_id, name: row.name, demo: row.demo, timeZone: row.time_zone }
}

/** All posyandu of the puskesmas by name, or those of `ids`. */
export function listPosyandu(queries: Queries, ids?: readonly string[]): Promise<Named[]> {
  return queries.query<Named>(
    `select posyandu_id::text as id, name from posyandu
     where $1::uuid[] is null or posyandu_id = any ($1) order by lower(name), posyandu_id`,
    [ids ?? null],
  )
}

/** Refuses with `notFound` at `field` when one of the ids is no posyandu here. Gives them with their names. */
export async function requirePosyandu(
  queries: Queries,
  ids: readonly string[],
  field: string,
): Promise<Named[]> {
  const found = await listPosyandu(queries, ids)
  if (found.length !== new Set(ids.map((id) => id.toLowerCase())).size) throw new Refusal('notFound', field)
  return found
}

/** Whether PostgreSQL refused because of a unique index. */
export const isDuplicate = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === '23505'
