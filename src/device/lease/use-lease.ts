import { systemClock } from '#device/platform/clock.ts'
import { useToday } from '#device/platform/today.ts'
import { useLive } from '#device/store/use-store.ts'
import { type Lease, leaseOf } from './lease.ts'

/** Whether names and what stands with them may be shown; not before that is known. */
export function useMayRead(): boolean {
  const lease = useLease()
  return lease !== undefined && lease.state !== 'closed'
}

/** The lease as it stands; looked at anew with every word of the puskesmas and every day. `undefined` until it is known. */
export function useLease(): Lease | undefined {
  useToday()
  const contact = useLive(
    (store) => store.contact(),
    [],
    (first) => first.contact,
  )
  return contact && leaseOf(contact, systemClock.now())
}
