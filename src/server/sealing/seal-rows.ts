import type { Queries, Row } from '#server/database/database.ts'
import { type Packed, unpackState } from '#protocol/packed-state.ts'
import { sealContent } from '#server/records/sealed-content.ts'
import { nameOfUntold } from '#server/records/read-entry.ts'
import { nikMarkOf, toStore } from '#server/records/stored-state.ts'
import { sealText } from './sealed-text.ts'
import type { Vault } from './vault.ts'

const pageLength = 500

/**
 * Seals all that an edition without a data key left readable, in the caller's transaction, as the owner under the
 * puskesmas's scope. Gives the tables in which anything was.
 */
export async function sealRows(queries: Queries, vault: Vault): Promise<readonly string[]> {
  const counts = {
    mutation: (await sealMutations(queries, vault)) + (await renameUntold(queries, vault)),
    batch: await sealBatches(queries, vault),
    held_batch: await sealHeldBatches(queries, vault),
    record: await sealRecords(queries, vault),
    person_summary: await sealSummaries(queries, vault),
  }
  return Object.entries(counts).flatMap(([table, count]) => (count > 0 ? [table] : []))
}

/** Every row of a table by its place in the file, page by page; `seal` writes a page's rows anew. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it types what the statement selects
async function eachPage<R extends Row>(
  queries: Queries,
  select: string,
  seal: (rows: readonly R[]) => Promise<unknown>,
): Promise<number> {
  let count = 0
  await queries.query(`declare unsealed cursor for ${select}`)
  for (;;) {
    const rows = await queries.query<R>(`fetch ${pageLength} from unsealed`)
    if (rows.length === 0) break
    count += rows.length
    await seal(rows)
  }
  await queries.query('close unsealed')
  return count
}

type NamedRow = { device_id: string; number: number; hash: string }
type MutationRow = NamedRow & { content: string }

function sealMutations(queries: Queries, vault: Vault): Promise<number> {
  const select = `select device_id::text, number, content_hash::text as hash, content::text from mutation
    where content is not null`
  return eachPage<MutationRow>(queries, select, async (rows) => {
    const names = namesOf(rows, (row) => vault.mark(row.content))
    await queries.query(
      `update mutation m set content_hash = n.mark, content = n.content
       from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::uuid[], $5::json[]) as n (device_id, number, hash, mark, content)
       where m.device_id = n.device_id and m.number = n.number and m.content_hash = n.hash`,
      [...names, rows.map((row) => sealContent(vault, row.device_id, row.content))],
    )
    await rename(queries, 'held_deed', names)
  })
}

/** What could not even be written down is named after its number alone. */
async function renameUntold(queries: Queries, vault: Vault): Promise<number> {
  const select = `select device_id::text, number, content_hash::text as hash from mutation where content is null
    and content_hash = left(encode(sha256(convert_to('unreadable ' || number, 'UTF8')), 'hex'), 32)::uuid`
  return eachPage<NamedRow>(queries, select, async (rows) => {
    const names = namesOf(rows, (row) => vault.mark(nameOfUntold(row.number)))
    for (const table of ['mutation', 'held_deed'] as const) await rename(queries, table, names)
  })
}

/** Columns of devices, numbers, hashes and the marks that take their place. */
const namesOf = <R extends NamedRow>(rows: readonly R[], mark: (row: R) => string) => [
  rows.map((row) => row.device_id),
  rows.map((row) => row.number),
  rows.map((row) => row.hash),
  rows.map(mark),
]

const rename = (queries: Queries, table: 'mutation' | 'held_deed', names: ReturnType<typeof namesOf>) =>
  queries.query(
    `update ${table} t set content_hash = n.mark
     from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::uuid[]) as n (device_id, number, hash, mark)
     where t.device_id = n.device_id and t.number = n.number and t.content_hash = n.hash`,
    names,
  )

type BatchRow = { device_id: string; last_number: number; envelope: Buffer }

function sealBatches(queries: Queries, vault: Vault): Promise<number> {
  return eachPage<BatchRow>(queries, 'select device_id::text, last_number, envelope from batch', (rows) =>
    queries.query(
      `update batch b set envelope = n.envelope
       from unnest($1::uuid[], $2::integer[], $3::bytea[]) as n (device_id, last_number, envelope)
       where b.device_id = n.device_id and b.last_number = n.last_number`,
      [
        rows.map((row) => row.device_id),
        rows.map((row) => row.last_number),
        rows.map((row) => vault.seal(row.envelope, row.device_id)),
      ],
    ),
  )
}

type HeldRow = { device_id: string; hash: string; envelope: Buffer }

/** What lies unread in a batch is named by the hash of the batch. */
function sealHeldBatches(queries: Queries, vault: Vault): Promise<number> {
  const select = 'select device_id::text, batch_hash::text as hash, envelope from held_batch'
  return eachPage<HeldRow>(queries, select, async (rows) => {
    const names = [
      rows.map((row) => row.device_id),
      rows.map((row) => row.hash),
      rows.map((row) => vault.mark(row.envelope)),
    ]
    await queries.query(
      `update held_batch b set batch_hash = n.mark, envelope = n.envelope
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[]) as n (device_id, hash, mark, envelope)
       where b.device_id = n.device_id and b.batch_hash = n.hash`,
      [...names, rows.map((row) => vault.seal(row.envelope, row.device_id))],
    )
    for (const table of ['mutation', 'held_deed'])
      await queries.query(
        `update ${table} t set content_hash = n.mark
         from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as n (device_id, hash, mark)
         where t.device_id = n.device_id and t.content_hash = n.hash`,
        names,
      )
  })
}

type RecordRow = { record_id: string; kind: string; state: Packed }

async function sealRecords(queries: Queries, vault: Vault): Promise<number> {
  let changed = 0
  await eachPage<RecordRow>(queries, 'select record_id::text, kind, state from record', async (rows) => {
    const sealed = rows.flatMap((row) => {
      const state = { kind: row.kind, id: row.record_id, fields: unpackState(row.state) }
      const text = toStore(vault, state)
      const mark = nikMarkOf(vault, state)
      return mark === undefined && text === JSON.stringify(row.state)
        ? []
        : [{ id: row.record_id, text, mark }]
    })
    changed += sealed.length
    await queries.query(
      `update record r set state = n.state, nik_mark = n.mark
       from unnest($1::uuid[], $2::json[], $3::uuid[]) as n (record_id, state, mark) where r.record_id = n.record_id`,
      [sealed.map(({ id }) => id), sealed.map(({ text }) => text), sealed.map(({ mark }) => mark)],
    )
  })
  return changed
}

type SummaryRow = { person_id: string; nik: string }

function sealSummaries(queries: Queries, vault: Vault): Promise<number> {
  const select = 'select person_id::text, nik from person_summary where nik is not null'
  return eachPage<SummaryRow>(queries, select, (rows) =>
    queries.query(
      `update person_summary s set nik = n.nik, nik_mark = n.mark
       from unnest($1::uuid[], $2::text[], $3::uuid[]) as n (person_id, nik, mark) where s.person_id = n.person_id`,
      [
        rows.map((row) => row.person_id),
        rows.map((row) => sealText(vault, row.nik, row.person_id)),
        rows.map((row) => vault.mark(row.nik)),
      ],
    ),
  )
}
