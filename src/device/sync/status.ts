import type { Progress } from './engine.ts'

/**
 * What screens show of a sync in its own words; whether anything reached the puskesmas is told by receipts alone.
 * `code` of a failure: the server's own, or `network`, `notTeratai`, `server`, `storage` ….
 */
export type SyncStatus =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress?: Progress }
  | { readonly state: 'failed'; readonly code: string; readonly nextTryAt: number }
