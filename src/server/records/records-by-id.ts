import type { RecordState } from '#protocol/merge.ts'
import type { Queries } from '#server/database/database.ts'
import { idIn } from './place.ts'
import { type StoredRow, storedState } from './stored-state.ts'

/** A record as merged, and the posyandu in which it stands, if it has its place yet. */
export type Placed = { readonly state: RecordState; readonly posyanduId: string | undefined }

/** The records that these ids name, as far as the transaction's scope reaches. What can be no id names nothing. */
export async function recordsById(
  queries: Queries,
  ids: readonly unknown[],
): Promise<ReadonlyMap<string, Placed>> {
  const wanted = [...new Set(ids.map(idIn).filter((id) => id !== undefined))]
  if (wanted.length === 0) return new Map()
  const rows = await queries.query<RecordRow>(
    'select record_id, kind, posyandu_id, state from record where record_id = any($1::uuid[])',
    [wanted],
  )
  return new Map(rows.map((row) => [row.record_id, placed(queries, row)]))
}

export type RecordRow = StoredRow & { readonly posyandu_id: string | null }

/** A row of the table `record`, read. */
export const placed = ({ vault }: Pick<Queries, 'vault'>, row: RecordRow): Placed => ({
  state: storedState(vault, row),
  posyanduId: row.posyandu_id ?? undefined,
})
