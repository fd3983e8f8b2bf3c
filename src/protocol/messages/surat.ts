import { z } from 'zod/mini'
import { namedSchema } from './access.ts'

/**
 * What became of a surat jalan at the puskesmas: how many mutations of each outcome, and the surat balasan for the
 * phone, which only that phone can open. `suratRepeated`: all of it had arrived before, by whichever road.
 */
export const suratTakenSchema = z.object({
  notice: z.optional(z.literal('suratRepeated')),
  /** Absent where the puskesmas knows no such phone. */
  from: z.optional(z.object({ account: namedSchema, posyandu: z.array(namedSchema) })),
  madeAt: z.number(),
  accepted: z.int(),
  duplicate: z.int(),
  held: z.int(),
  /** Codes of whole batches that were refused, each once. */
  refused: z.array(z.string()),
  balasan: z.object({ fileName: z.string(), text: z.string() }),
})
export type SuratTaken = z.infer<typeof suratTakenSchema>
