import type { ChangedRecord } from '#protocol/messages/columns.ts'
import type { WriterPhones } from '#protocol/messages/sync.ts'
import { parseStamp } from '#protocol/stamp.ts'
import { holderName } from '#server/access/device.ts'
import type { Queries } from '#server/database/database.ts'

type PhoneRow = { readonly id: string; readonly name: string; readonly enrolled_at: Date }

const phoneOf = `select d.device_id::text as id, ${holderName} as name, d.enrolled_at
  from device d left join account a on a.puskesmas_id = d.puskesmas_id and a.account_id = d.account_id`

/** Phones that have one of these posyandu, given as the second parameter. */
const hasOneOf = `exists (select 1 from device_posyandu dp
  where dp.puskesmas_id = d.puskesmas_id and dp.device_id = d.device_id and dp.posyandu_id = any($2::uuid[]))`

const byId = (rows: readonly PhoneRow[]): WriterPhones =>
  Object.fromEntries(
    rows.map(({ id, name, enrolled_at }) => [id, { name, enrolledAt: enrolled_at.getTime() }]),
  )

/** The phones of these posyandu, by device id. */
export async function phonesOf(
  queries: Queries,
  puskesmasId: string,
  posyandu: readonly string[],
): Promise<WriterPhones> {
  return byId(
    await queries.query<PhoneRow>(`${phoneOf} where d.puskesmas_id = $1 and ${hasOneOf} order by id`, [
      puskesmasId,
      posyandu,
    ]),
  )
}

/** The phones that hold a head in one of these records and have none of these posyandu (sync-spec PL10). */
export async function phonesElsewhere(
  queries: Queries,
  puskesmasId: string,
  posyandu: readonly string[],
  records: readonly ChangedRecord[],
): Promise<WriterPhones> {
  const writers = writersOf(records)
  if (writers.size === 0) return {}
  return byId(
    await queries.query<PhoneRow>(
      `${phoneOf} where d.puskesmas_id = $1 and d.device_id::text = any($3) and not ${hasOneOf} order by id`,
      [puskesmasId, posyandu, [...writers]],
    ),
  )
}

/** The phones whose ids are given, by device id. */
export async function phonesWithIds(queries: Queries, ids: readonly string[]): Promise<WriterPhones> {
  return byId(await queries.query<PhoneRow>(`${phoneOf} where d.device_id::text = any($1)`, [ids]))
}

function writersOf(records: readonly ChangedRecord[]): ReadonlySet<string> {
  const stamps = new Set<string>()
  // Most fields of a record were written at one stamp: each is read once.
  for (const { fields } of records)
    for (const { heads } of Object.values(fields)) for (const { stamp } of heads) stamps.add(stamp)
  return new Set([...stamps].flatMap((stamp) => parseStamp(stamp)?.device ?? []))
}
