import { limits } from '#protocol/mutation.ts'

/** How much one exchange is to carry at most: mutations of a batch, records of the first page and of a later one. */
export type Portions = { readonly mutations: number; readonly firstPage: number; readonly page: number }

/** Of the first page somebody waits; later ones come while the phone is in use. */
export const usualPortions: Portions = { mutations: limits.mutationsPerBatch, firstPage: 250, page: 1_000 }
