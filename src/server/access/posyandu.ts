import { v7 } from 'uuid'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { isDuplicate } from './named.ts'
import { noteSettingsChange } from './settings.ts'

const nameTaken = (error: unknown) => {
  throw isDuplicate(error) ? new Refusal('nameTaken', 'name') : error
}

/** Creates a posyandu with its stream and gives its id. Refuses with `nameTaken`. */
export async function createPosyandu(queries: Queries, puskesmasId: string, name: string): Promise<string> {
  const id = v7()
  await queries
    .query('insert into posyandu (puskesmas_id, posyandu_id, name) values ($1, $2, $3)', [
      puskesmasId,
      id,
      name,
    ])
    .catch(nameTaken)
  await queries.query('insert into posyandu_stream (puskesmas_id, posyandu_id) values ($1, $2)', [
    puskesmasId,
    id,
  ])
  return id
}

/** Refuses with `notFound` or `nameTaken`. */
export async function renamePosyandu(queries: Queries, posyanduId: string, name: string): Promise<void> {
  const rows = await queries
    .query<{ one: number }>('update posyandu set name = $2 where posyandu_id = $1 returning 1 as one', [
      posyanduId,
      name,
    ])
    .catch(nameTaken)
  if (rows.length === 0) throw new Refusal('notFound')
  await noteSettingsChange(queries)
}
