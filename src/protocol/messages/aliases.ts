import { z } from 'zod/mini'

/** `personId` was found to be `into`, who stays. */
export const makeAliasSchema = z.object({ personId: z.uuid(), into: z.uuid() })

/** `personId`: who stays; another than was asked for where that one is shown as another. */
export const madeAliasSchema = z.object({ personId: z.string() })

export const byAliasSchema = z.object({ aliasId: z.uuid() })

/**
 * One alias with who made it and who undid it, by name; times in ms. Names of people as their own records have them,
 * where whoever asks may see those. `undoable` by whoever asks.
 */
export const aliasLineSchema = z.object({
  id: z.string(),
  personId: z.string(),
  personName: z.optional(z.string()),
  intoId: z.string(),
  intoName: z.optional(z.string()),
  by: z.string(),
  madeAt: z.number(),
  undone: z.optional(z.object({ by: z.string(), at: z.number() })),
  undoable: z.boolean(),
})
export type AliasLine = z.infer<typeof aliasLineSchema>
