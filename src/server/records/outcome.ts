import type { HoldCode } from '#protocol/messages/sync.ts'

/** What became of one mutation. `receivedAt`: when the server first took it, ms. `receipt`: the code read out. */
export type Outcome =
  | {
      readonly number: number
      readonly outcome: 'accepted' | 'duplicate'
      readonly receipt: string
      readonly receivedAt: number
    }
  | {
      readonly number: number
      readonly outcome: 'held'
      readonly code: HoldCode
      readonly field?: string
      readonly receivedAt: number
    }
