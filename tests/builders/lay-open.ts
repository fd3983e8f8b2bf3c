import type { Row } from '#server/database/database.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import type { Packed } from '#protocol/packed-state.ts'
import { nameOfUntold } from '#server/records/read-entry.ts'
import { sealRows } from '#server/sealing/seal-rows.ts'
import { openState } from '#server/sealing/sealed-state.ts'
import { openText } from '#server/sealing/sealed-text.ts'
import type { Vault } from '#server/sealing/vault.ts'
import { plainHashOf } from './plain-hash.ts'

/** As the first start with a data key does. */
export const sealAgain = (ownerUrl: string, vault: Vault): Promise<void> =>
  asOwner(ownerUrl, async (queries) => {
    await queries.query('begin')
    await sealRows(queries, vault)
    await queries.query('commit')
  })

type Query = <R extends Row>(sql: string, parameters?: readonly unknown[]) => Promise<R[]>

/** Writes everything in a database as an edition without a data key kept it; `query` as its owner, under its scope. */
export async function layOpen(query: Query, vault: Vault): Promise<void> {
  await openMutations(query, vault)
  await openBatches(query, vault)
  for (const { id, state } of await query<{ id: string; state: Packed }>(
    'select record_id::text as id, state from record',
  ))
    await query('update record set state = $2, nik_mark = null where record_id = $1', [
      id,
      JSON.stringify(openState(vault, id, state)),
    ])
  for (const { id, nik } of await query<{ id: string; nik: string }>(
    'select person_id::text as id, nik from person_summary where nik is not null',
  ))
    await query('update person_summary set nik = $2, nik_mark = null where person_id = $1', [
      id,
      openText(vault, nik, id),
    ])
}

/** The same, and the database as it was before it could know of a key at all: its last migration is 013. */
export async function takeBack(query: Query, vault: Vault): Promise<void> {
  await layOpen(query, vault)
  await query('alter table record drop column nik_mark')
  await query('alter table person_summary drop column nik_mark')
  await query('drop table data_key')
  await query(`delete from migration where id = '014-data-key'`)
}

const named = ['mutation', 'held_deed'] as const

async function openMutations(query: Query, vault: Vault): Promise<void> {
  for (const { device, number, hash, content } of await query<{
    device: string
    number: number
    hash: string
    content: string | null
  }>(
    'select device_id::text as device, number, content_hash::text as hash, content from mutation order by number',
  )) {
    const text = content === null ? undefined : openText(vault, content, device)
    const untold = nameOfUntold(number)
    const name = text ?? (hash === vault.mark(untold) ? untold : undefined)
    if (name === undefined) continue
    for (const table of named)
      await query(
        `update ${table} set content_hash = $4 where device_id = $1 and number = $2 and content_hash = $3`,
        [device, number, hash, plainHashOf(name)],
      )
    if (text !== undefined)
      await query(
        'update mutation set content = $4 where device_id = $1 and number = $2 and content_hash = $3',
        [device, number, plainHashOf(text), text],
      )
  }
}

async function openBatches(query: Query, vault: Vault): Promise<void> {
  for (const { place, device, envelope } of await query<{ place: string; device: string; envelope: Buffer }>(
    'select ctid::text as place, device_id::text as device, envelope from batch',
  ))
    await query('update batch set envelope = $2 where ctid = $1::tid', [place, vault.open(envelope, device)])
  for (const { hash, device, envelope } of await query<{ hash: string; device: string; envelope: Buffer }>(
    'select batch_hash::text as hash, device_id::text as device, envelope from held_batch',
  )) {
    const bytes = vault.open(envelope, device)
    await query(
      'update held_batch set envelope = $3, batch_hash = $4 where device_id = $1 and batch_hash = $2',
      [device, hash, bytes, plainHashOf(bytes)],
    )
    for (const table of named)
      await query(`update ${table} set content_hash = $3 where device_id = $1 and content_hash = $2`, [
        device,
        hash,
        plainHashOf(bytes),
      ])
  }
}
