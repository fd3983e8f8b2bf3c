import type { HoldCode } from '#protocol/messages/sync.ts'

/** How something held was settled without being merged; `reason`: why a nakes closed it. */
export type Resolved = { readonly resolution: 'mended' | 'closed'; readonly reason?: string }

/** What became of one mutation. `receivedAt`: when the server first took it, ms. `receipt`: the code read out. */
export type Outcome =
  | {
      readonly number: number
      readonly outcome: 'accepted' | 'duplicate'
      readonly receipt: string
      readonly receivedAt: number
      readonly resolved?: Resolved
    }
  | {
      readonly number: number
      readonly outcome: 'held'
      readonly code: HoldCode
      readonly field?: string
      readonly receivedAt: number
    }
