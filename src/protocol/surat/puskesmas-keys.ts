import { z } from 'zod/mini'

/** A point of P-256, raw and uncompressed, base64url. */
export const publicPoint = z.string().check(z.regex(/^[A-Za-z0-9_-]{87}$/))

/**
 * The puskesmas's public keys as its phones pin them: `seal` (HPKE) for what only the puskesmas may read, `sign`
 * (ECDSA P-256) for what only it can have written. A pair of pairs has one number, which rises.
 */
export const puskesmasKeysSchema = z.object({
  number: z.int().check(z.minimum(1)),
  seal: publicPoint,
  sign: publicPoint,
})
export type PuskesmasKeys = z.infer<typeof puskesmasKeysSchema>
