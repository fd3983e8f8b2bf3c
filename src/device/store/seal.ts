/**
 * The form in which a body lies on disk. Opaque to everyone but this file: now JSON text, later AES-GCM bytes.
 * Both ways are asynchronous, and both must stand outside an IndexedDB transaction: awaiting Web Crypto inside
 * one ends it.
 */
declare const sealedOf: unique symbol
export type Sealed<T> = string & { readonly [sealedOf]: T }

export type Seal = {
  readonly seal: <T>(value: T) => Promise<Sealed<T>>
  readonly open: <T>(sealed: Sealed<T>) => Promise<T>
}

/** `data`: what the person at the phone reads. `queue`: mutations on their way, which outlive a wipe. */
export type Seals = { readonly data: Seal; readonly queue: Seal }

const plain: Seal = {
  seal: async <T>(value: T) => JSON.stringify(value) as Sealed<T>,
  // A body was written by `seal` of the same type.
  open: async <T>(sealed: Sealed<T>) => JSON.parse(sealed) as T,
}

export const plainSeals: Seals = { data: plain, queue: plain }

/** Seals many bodies, order kept. */
export function sealAll<T>(seal: Seal, values: readonly T[]): Promise<Sealed<T>[]> {
  return Promise.all(values.map((value) => seal.seal(value)))
}

/** Opens many bodies, order kept. */
export function openAll<T>(seal: Seal, bodies: readonly Sealed<T>[]): Promise<T[]> {
  return Promise.all(bodies.map((body) => seal.open(body)))
}

/** How many bytes a body takes, about. */
export const sizeOf = (sealed: Sealed<unknown>): number => sealed.length
