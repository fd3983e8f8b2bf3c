import { leaseOf } from '#device/lease/lease.ts'
import { isClockOff, offsetNow } from '#device/platform/clock.ts'
import type { UpdateState } from '#device/platform/updates.ts'
import type { Contact, Store } from '#device/store/store.ts'

/** What a phone needs before a posyandu day, in the order in which it is looked after. */
export const checkIds = ['kept', 'room', 'clock', 'enrolled', 'contact', 'people', 'version'] as const
export type CheckId = (typeof checkIds)[number]

/** `unknown`: the browser does not tell; that alone makes no phone unready. */
export type Check = { readonly id: CheckId; readonly state: 'good' | 'bad' | 'unknown' }

export type ReadinessFacts = {
  /** The phone's own clock, ms. */
  readonly now: number
  readonly room: Awaited<ReturnType<Store['storage']>>
  /** Whether as much as a day takes could be written just now; nothing where that cannot be tried. */
  readonly fits: boolean | undefined
  readonly contact: Contact
  readonly update: UpdateState
}

/** Below this a posyandu day with its first load could run into the limit (Teratai's own). */
const littleBytes = 50 * 1024 * 1024

/** Bytes that are left to the app; nothing where the browser does not tell. */
export const freeBytes = ({ usage, quota }: ReadinessFacts['room']): number | undefined =>
  usage === undefined || quota === undefined ? undefined : quota - usage

/** Whether so little is left that it is worth a word. */
export const isLittle = (free: number | undefined): boolean => free !== undefined && free < littleBytes

const states: Readonly<Record<CheckId, (facts: ReadinessFacts) => Check['state']>> = {
  kept: ({ room }) => (room.persisted ? 'good' : 'bad'),
  room: ({ room, fits }) => {
    const free = freeBytes(room)
    if (fits === false || isLittle(free)) return 'bad'
    return fits === undefined && free === undefined ? 'unknown' : 'good'
  },
  clock: ({ contact, now }) => {
    const offset = offsetNow(contact, now)
    if (offset === undefined) return 'unknown'
    return isClockOff(offset) ? 'bad' : 'good'
  },
  enrolled: ({ contact }) => ((contact.device ?? 'active') === 'active' ? 'good' : 'bad'),
  contact: ({ contact, now }) => (leaseOf(contact, now).state === 'open' ? 'good' : 'bad'),
  people: ({ contact }) => (contact.firstLoadDone ? 'good' : 'bad'),
  version: ({ update }) => (update === 'waiting' ? 'bad' : 'good'),
}

/** Whether this phone is ready for a posyandu day without signal: every point, good or not. */
export const readiness = (facts: ReadinessFacts): readonly Check[] =>
  checkIds.map((id) => ({ id, state: states[id](facts) }))
