import { useEffect, useMemo } from 'react'
import { useSearch } from 'wouter'
import type { QueueRow } from '#device/store/store.ts'

/** What a form is opened for: the held mutation that its save mends, and the field that is to be put right. */
export type Mending = { readonly mends: number; readonly field?: string }

/**
 * The form in which a held record is put right, with its field opened; nothing where no form can: it waits for the
 * puskesmas, was written as another device, or is put right where it is explained.
 */
export function mendingPath(row: QueueRow, deviceId: string | undefined): string | undefined {
  if (!isOwn(row, deviceId) || !isForKader(row)) return undefined
  const search = new URLSearchParams({ mends: String(row.number), ...(row.field && { field: row.field }) })
  if (row.kind === 'visit' && row.personId) return `/visit/${row.personId}/${row.recordId}?${search}`
  return row.kind === 'person' ? `/person/${row.recordId}/edit?${search}` : undefined
}

/**
 * What puts a record right that has no form of its own, where it is explained (sync-spec HD16): `posyandu` chosen anew,
 * a `text` written anew, or all of it sent `again` under a new number.
 */
export type MendHere = 'posyandu' | 'text' | 'again'

/** What a record without a form is put right by; nothing where it has a form, or where this phone cannot. */
export function mendingHere(row: QueueRow, deviceId: string | undefined): MendHere | undefined {
  if (!isOwn(row, deviceId) || !isForKader(row) || mendingPath(row, deviceId)) return undefined
  if (row.field === undefined) return 'again'
  if (row.field === 'posyanduId') return 'posyandu'
  return texts.has(row.field) ? 'text' : undefined
}

/** Free texts of records without a form: alone of their fields they can be too long. */
const texts = new Set(['headName', 'familyCardNumber', 'address', 'rt', 'rw', 'place', 'batchNumber'])
/** What no writing puts right: an id that is another record's, and of whom it is. */
const fixed = new Set(['kind', 'personId'])

const isOwn = ({ state, deviceId }: QueueRow, own: string | undefined) =>
  state === 'held' && deviceId === own && own !== undefined

/** Whether what is wrong stands in the record itself. Where a person belongs is wrong only if this very write says so. */
function isForKader({ code, field }: QueueRow): boolean {
  if (code === 'outOfScope') return field === 'posyanduId'
  return isItsOwnFault(code) && !(field !== undefined && fixed.has(field))
}

/** Held for what it is: no nakes can take it as it stands (sync-spec HD13). */
export const isItsOwnFault = (code: string | undefined): boolean =>
  code === 'unreadable' || code === 'numberReused'

/** What the form on this address was opened for. */
export function useMending(): Mending | undefined {
  const search = useSearch()
  return useMemo(() => {
    const query = new URLSearchParams(search)
    const mends = Number(query.get('mends'))
    const field = query.get('field')
    return Number.isInteger(mends) && mends > 0 ? { mends, ...(field && { field }) } : undefined
  }, [search])
}

/** Once the form is drawn, brings the field to sight and puts the cursor there. */
export function useFieldInSight(field: string | undefined): void {
  useEffect(() => {
    if (field === undefined) return
    const name = CSS.escape(field)
    const place = document.querySelector<HTMLElement>(`[data-field="${name}"], [name="${name}"]`)
    place?.scrollIntoView?.({ block: 'center' })
    const box = place?.matches('input, textarea')
      ? place
      : place?.querySelector<HTMLElement>('input, textarea')
    box?.focus({ preventScroll: true })
  }, [field])
}
