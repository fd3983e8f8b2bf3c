import type { Entry } from './read-entry.ts'

/** Who writes: a device with its scope, every id of a posyandu spelled out. `held`: why all that it sends is held. */
export type Writer = {
  readonly deviceId: string
  readonly posyandu: ReadonlySet<string>
  /** Those whose streams its phone reads, where a nakes lends it more. */
  readonly reads?: ReadonlySet<string>
  readonly held?: 'deviceRevoked' | 'deviceForgotten' | undefined
}

/** What one writer sent, read, and what its receipt is to say. `now` in ms. */
export type Sent = {
  readonly writer: Writer
  readonly entries: readonly Entry[]
  /** No number of this writer above it was ever seen. */
  readonly highest: number
  readonly now: number
  readonly receipt: string
  /** The signed batch as it came, in which what is accepted is kept; without it each mutation gets a row. */
  readonly bytes?: Uint8Array | undefined
}
