import type { Stores } from './idb.ts'

/**
 * The form in which a body lies on disk. Opaque to everyone but the seals: JSON text where it lies open, bytes where it
 * is sealed. Both ways are asynchronous, and both must stand outside an IndexedDB transaction: awaiting Web Crypto
 * inside one ends it.
 */
declare const sealedOf: unique symbol
export type Sealed<T> = (string | Uint8Array<ArrayBuffer>) & { readonly [sealedOf]: T }

/** Whether a body lies sealed; else it is text that lies open. */
export const isSealed = (body: string | Uint8Array<ArrayBuffer>): body is Uint8Array<ArrayBuffer> =>
  typeof body !== 'string'

export type Seal = {
  readonly seal: <T>(value: T) => Promise<Sealed<T>>
  readonly open: <T>(sealed: Sealed<T>) => Promise<T>
}

export type QueueSeal = Pick<Seal, 'open'> & {
  /** For rows of this device. */
  readonly sealFor: (deviceId: string) => Pick<Seal, 'seal'>
  /** After a wipe some lie there that nobody at this phone can open any more. */
  readonly opens: (body: Sealed<unknown>) => Promise<boolean>
  /**
   * To be awaited in the very transaction, of `meta` too, that writes bodies sealed just now: with them stands what opens
   * them, whatever another tab has tidied away meanwhile.
   */
  readonly standIn: (stores: Stores) => Promise<void>
}

/** `data`: what the person at the phone reads. `queue`: mutations on their way, which outlive a wipe. */
export type Seals = { readonly data: Seal; readonly queue: QueueSeal }

const plain: Seal = {
  seal: async <T>(value: T) => JSON.stringify(value) as Sealed<T>,
  open: async <T>(body: Sealed<T>) => {
    if (isSealed(body)) throw new Error('sealed')
    // A body was written by `seal` of the same type.
    return JSON.parse(body) as T
  },
}

export const plainSeals: Seals = {
  data: plain,
  queue: {
    open: plain.open,
    sealFor: () => plain,
    opens: async (body) => !isSealed(body),
    standIn: async () => undefined,
  },
}

/** Enrolment papers lie open: whoever sends the queue of a locked phone shows them. They hold ids, keys, a hash and the holder's own name. */
export const paperSeal: Seal = plain

/** Seals many bodies, order kept. */
export function sealAll<T>(seal: Pick<Seal, 'seal'>, values: readonly T[]): Promise<Sealed<T>[]> {
  return Promise.all(values.map((value) => seal.seal(value)))
}

/** Opens many bodies, order kept. */
export function openAll<T>(seal: Pick<Seal, 'open'>, bodies: readonly Sealed<T>[]): Promise<T[]> {
  return Promise.all(bodies.map((body) => seal.open(body)))
}

/** Those of some rows whose bodies can be opened, order kept. */
export async function openable<R extends { readonly body: Sealed<unknown> }>(
  seal: QueueSeal,
  rows: readonly R[],
): Promise<readonly R[]> {
  const open = await Promise.all(rows.map(({ body }) => seal.opens(body)))
  return rows.filter((_, i) => open[i])
}

/** How many bytes a body takes, about. */
export const sizeOf = (sealed: Sealed<unknown>): number => sealed.length
