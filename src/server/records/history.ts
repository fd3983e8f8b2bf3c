import { keptSince } from '#domain/keeping/aged-out.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import { type ChangedRecord, toColumns } from '#protocol/messages/columns.ts'
import type { History } from '#protocol/messages/sync.ts'
import { agingDayAt, agingDayOf } from '#protocol/records/aging-file.ts'
import { agingKinds } from '#protocol/records/aging-kinds.ts'
import type { Database } from '#server/database/database.ts'
import { changedRecord } from './changed-record.ts'
import { openedState } from './stored-state.ts'
import { phonesElsewhere } from './writer-phones.ts'

const mostRecords = 500
/** As a page of changes (sync-spec PL3). */
const mostBytes = 900_000

export type HistoryAsked = NonNullable<BatchHeader['history']>

/** The older visits and notes of one person, a page at a time, seen under the scope of these posyandu (sync-spec KP6). */
export function readHistory(
  database: Database,
  puskesmasId: string,
  posyandu: readonly string[],
  { personId, after, now }: HistoryAsked & { readonly now: number },
): Promise<History> {
  return database.withScope({ puskesmasId, posyandu }, async (queries) => {
    const known = await queries.query(
      'select 1 from record where puskesmas_id = $1 and record_id = $2 and posyandu_id is not null',
      [puskesmasId, personId],
    )
    if (known.length === 0) return { personId, known: false, columns: toColumns([]) }
    const rows = await queries.query<Row>(
      `select record_id, kind, posyandu_id, state from record
       where puskesmas_id = $1 and person_id = $2 and posyandu_id is not null and kind = any($3::text[])
         and ($4::uuid is null or record_id > $4)
       order by record_id limit $5`,
      [puskesmasId, personId, agingKinds, after ?? null, mostRecords],
    )
    const since = keptSince(agingDayAt(now))
    const records: ChangedRecord[] = []
    let bytes = 0
    let read = 0
    for (const row of rows) {
      if (bytes >= mostBytes) break
      read += 1
      const record = changedRecord(row, openedState(queries.vault, row), row.posyandu_id)
      if (!isBefore(record, since)) continue
      bytes += Buffer.byteLength(JSON.stringify(row.state))
      records.push(record)
    }
    const isWhole = read === rows.length && rows.length < mostRecords
    const last = isWhole ? undefined : rows[read - 1]?.record_id
    const phones = await phonesElsewhere(queries, puskesmasId, posyandu, records)
    return {
      personId,
      known: true,
      columns: toColumns(records),
      ...(Object.keys(phones).length > 0 && { phones }),
      ...(last !== undefined && { after: last }),
    }
  })
}

function isBefore(record: ChangedRecord, since: CalendarDay): boolean {
  const on = agingDayOf(record)
  return on !== undefined && on < since
}

type Row = { record_id: string; kind: string; posyandu_id: string; state: unknown }
