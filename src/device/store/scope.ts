import type { RecordState } from '#protocol/merge.ts'
import { readMeta } from './database.ts'
import type { Planner } from './intent.ts'
import type { ScopeNote } from './rows.ts'

/** Which posyandu this phone has by the puskesmas's last word; none before it is enrolled. */
export async function readScope({ database, seals }: Planner): Promise<ScopeNote | undefined> {
  const note = await readMeta(database, 'scope')
  if (note) return note
  // An edition that did not keep it: the enrolment tells.
  const deviceId = await readMeta(database, 'currentDevice')
  const row = deviceId && (await database.devices.where('deviceId').equals(deviceId).first())
  if (!row || !row.body) return undefined
  const { enrolment } = await seals.data.open(row.body)
  return { posyandu: enrolment.posyandu.map(({ id }) => id), cleared: false }
}

/** The note after the puskesmas told these: what stands elsewhere has to go where one is lost. */
export function scopeAfter(
  before: ScopeNote | undefined,
  told: readonly { readonly id: string }[],
): ScopeNote {
  const posyandu = told.map(({ id }) => id)
  const keepsAll = before?.posyandu.every((id) => posyandu.includes(id)) ?? false
  return { posyandu, cleared: keepsAll && (before?.cleared ?? false) }
}

/** Of those told, the ones that this phone did not have by the word before; all of those of a new enrolment. */
export const gainedBy = (before: ScopeNote | undefined, { posyandu }: ScopeNote): readonly string[] =>
  posyandu.filter((id) => before?.gained?.includes(id) || !before?.posyandu.includes(id))

const carriers: ReadonlySet<string> = new Set(['household', 'person', 'posyanduDay'])

/** The posyandu that a household, person or day names for itself; nothing else carries one (sync-spec AP6). */
export function placeOf({ kind, fields }: RecordState): string | undefined {
  const shown = carriers.has(kind) ? fields.posyanduId?.heads[0]?.value : undefined
  return typeof shown === 'string' ? shown : undefined
}
