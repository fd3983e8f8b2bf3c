import type { Database } from '#server/database/database.ts'
import { openContent } from '#server/records/sealed-content.ts'
import { readFromBatches } from '#server/records/kept-batches.ts'

/** One content that the server keeps under a number, in whichever form. */
export type KeptMutation = {
  readonly deviceId: string
  readonly number: number
  readonly outcome: 'accepted' | 'held'
  readonly content: unknown
}

type MutationRow = { device_id: string; number: number; outcome: KeptMutation['outcome']; content: unknown }

/** Everything that a puskesmas ever kept, out of rows and batches, by device, number and outcome. */
export function keptMutations(database: Database, puskesmasId: string): Promise<KeptMutation[]> {
  return database.withScope({ puskesmasId, posyandu: 'all' }, async (queries) => {
    const rows = await queries.query<MutationRow>('select device_id, number, outcome, content from mutation')
    const devices = await queries.query<{ device_id: string; highest: number }>(
      'select device_id, max(last_number) as highest from batch group by device_id',
    )
    const wanted = new Map(
      devices.map(({ device_id, highest }) => [
        device_id,
        new Set(Array.from({ length: highest }, (_, i) => i + 1)),
      ]),
    )
    const inBatches = await readFromBatches(queries, puskesmasId, wanted)
    const kept: KeptMutation[] = [
      ...rows.map(({ device_id: deviceId, content, ...row }) => ({
        deviceId,
        ...row,
        content: content === null ? null : openContent(queries.vault, deviceId, content),
      })),
      ...inBatches.map(({ deviceId, entry }) => ({
        deviceId,
        number: entry.number,
        outcome: 'accepted' as const,
        content: JSON.parse(entry.content().text ?? 'null') as unknown,
      })),
    ]
    const key = (one: KeptMutation) =>
      `${one.deviceId} ${String(one.number).padStart(10, '0')} ${one.outcome}`
    return kept.sort((a, b) => (key(a) < key(b) ? -1 : 1))
  })
}
