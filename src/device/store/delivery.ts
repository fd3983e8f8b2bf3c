import type { OutboxRow, RecordRow } from './rows.ts'
import type { Delivery } from './store.ts'

/** How a record stands: one held row holds it, one waiting row keeps it waiting, else its newest receipt counts. */
export function deliveryOf(row: RecordRow | undefined, sent: readonly OutboxRow[]): Delivery {
  const held = sent.find((one) => one.state === 'held')
  if (held) return { state: 'held', code: held.code ?? '', ...(held.field && { field: held.field }) }
  if (sent.some((one) => one.state === 'waiting')) return { state: 'waiting' }
  const newest = sent.reduce<OutboxRow | undefined>(
    (last, one) => (!last || one.number > last.number ? one : last),
    undefined,
  )
  if (newest?.resolution === 'closed')
    return { state: 'closed', ...(newest.reason !== undefined && { reason: newest.reason }) }
  const receipt = newest ? { receivedAt: newest.receivedAt ?? 0, code: newest.code ?? '' } : row?.receipt
  return receipt ? { state: 'received', ...receipt } : { state: 'pulled' }
}
