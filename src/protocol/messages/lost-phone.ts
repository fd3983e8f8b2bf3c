import { z } from 'zod/mini'
import { deviceSchema, namedSchema } from './access.ts'
import { personLineSchema } from './desk.ts'

/** From when a loss is known until whoever it concerns must have been told, ms: 3×24 hours (UU 27/2022, article 46). */
export const noticeWithin = 3 * 24 * 60 * 60 * 1_000

/** Whose data a phone holds, or held when it was revoked. */
export const onPhoneAnswerSchema = z.object({
  device: deviceSchema,
  /** Until when people and the authority must have been told, ms; only of a revoked phone. */
  noticeBy: z.optional(z.number()),
  /** Those who are with a posyandu of the caller's now, by name. */
  people: z.array(personLineSchema),
  /** Those who are elsewhere now, whom somebody else has to tell. */
  elsewhere: z.array(z.object({ posyandu: namedSchema, people: z.int() })),
})
export type OnPhoneAnswer = z.infer<typeof onPhoneAnswerSchema>
