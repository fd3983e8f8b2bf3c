import { z } from 'zod/mini'
import type { Mutation } from '#protocol/mutation.ts'

/**
 * What travels, by whichever road: a header and mutations, packed whole and signed by the device.
 * `mutations` are `unknown` on arrival: each is read by itself, so that one bad record never blocks another.
 */
export type Batch = BatchHeader & { readonly mutations: readonly Mutation[] }

export const batchHeaderSchema = z.object({
  protocol: z.int(),
  puskesmasId: z.string(),
  deviceId: z.string(),
  /** Who holds the phone: the enrolled person's id. */
  personId: z.string(),
  /** Times of the mutations are told relative to it, ms. */
  baseTime: z.int(),
  appVersion: z.string(),
  /** What the phone still holds, so that the puskesmas can see it: rows waiting (these included) and held. */
  waiting: z.int(),
  held: z.int(),
  /** Numbers that the phone shows as held, as ranges: the answer says which of them are no longer. */
  holds: z.optional(z.array(z.tuple([z.int(), z.int()]))),
  /** The phone's clock less the server's, ms, as last known. */
  clockOffset: z.optional(z.number()),
  /** `wanted`: the phone has no enrolment paper of the puskesmas's present keys. */
  paper: z.optional(z.string()),
  /**
   * Asks for changes after a cursor, at most `limit` records; without it nothing is pulled. `aliases`: the mark of those
   * that this phone has, empty where it has none; left out by an edition that does not know of them.
   */
  pull: z.optional(
    z.object({
      cursor: z.optional(z.string()),
      limit: z.int(),
      aliases: z.optional(z.string()),
      /** Records may come packed by columns. */
      columns: z.optional(z.literal(true)),
      /** What has aged out may stay at the puskesmas: this phone asks for it by person. */
      aged: z.optional(z.literal('stays')),
      /** Who writes may come with when their phones were enrolled, and with the phones of elsewhere. */
      phones: z.optional(z.literal(true)),
    }),
  ),
  /** Asks for the older visits and notes of one person, after the last one of the page before. */
  history: z.optional(z.object({ personId: z.uuid(), after: z.optional(z.uuid()) })),
})
export type BatchHeader = z.infer<typeof batchHeaderSchema>
