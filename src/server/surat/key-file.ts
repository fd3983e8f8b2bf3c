import { createECDH } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, z } from 'zod/mini'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import { StartRefusal } from '#server/config.ts'
import { parseJson } from '#protocol/parse-json.ts'
import { writeDurably } from '#server/hosting/data-folder.ts'

/** The file of the data folder that nothing can be made from anew. */
export const keyFileName = 'keys.json'

const jwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})
export type Jwk = z.infer<typeof jwkSchema>

const pairSchema = z.looseObject({ number: z.int(), madeAt: z.number(), seal: jwkSchema, sign: jwkSchema })
export type KeyPair = z.infer<typeof pairSchema>

/** A key under which the database keeps what it seals: 32 bytes, base64url. */
const dataKeySchema = z.looseObject({ madeAt: z.number(), key: z.string().check(z.regex(/^[\w-]{43}$/)) })
export type DataKey = z.infer<typeof dataKeySchema>

const fileSchema = z.looseObject({
  pairs: z.array(pairSchema).check(z.minLength(1)),
  data: z.optional(z.array(dataKeySchema)),
})
/** What `keys.json` holds; what a newer edition adds to it stays. */
export type KeysFile = z.infer<typeof fileSchema>

const pathIn = (folder: string) => join(folder, keyFileName)

/** The text of a folder's file; `undefined` where there is none. */
export const keyTextIn = (folder: string): string | undefined =>
  existsSync(pathIn(folder)) ? readFileSync(pathIn(folder), 'utf8') : undefined

/** `undefined` for what is no key file, or has pairs whose halves do not belong together. */
export function parseKeys(text: string): KeysFile | undefined {
  const parsed = fileSchema.safeParse(parseJson(text))
  if (!parsed.success) return undefined
  return parsed.data.pairs.every(({ seal, sign }) => isPair(seal) && isPair(sign)) ? parsed.data : undefined
}

/** The keys of a folder; `undefined` where there are none. Throws `StartRefusal` where they cannot be read. */
export function keysIn(folder: string): KeysFile | undefined {
  const text = keyTextIn(folder)
  if (text === undefined) return undefined
  const keys = parseKeys(text)
  // Never made anew over what is there: what was sealed to them would not open any more.
  if (!keys) throw new StartRefusal(`${pathIn(folder)} cannot be read; put it back from a backup`)
  return keys
}

export const parseJwk = (jwk: unknown): Jwk => parse(jwkSchema, jwk)

export function writeKeys(folder: string, keys: KeysFile): void {
  writeDurably(pathIn(folder), `${JSON.stringify(keys, null, 2)}\n`)
}

/**
 * The keys of a folder with those that are brought from elsewhere: none is ever lost. Throws `StartRefusal` where one
 * number has different keys.
 */
export function keysTogether(folder: string, brought: KeysFile): KeysFile {
  const here = keysIn(folder)
  const pairs = new Map(here?.pairs.map((pair) => [pair.number, pair]))
  for (const pair of brought.pairs) {
    const same = pairs.get(pair.number)
    if (same && !isSamePair(same, pair))
      throw new StartRefusal(
        `${pathIn(folder)} has other keys of the number ${pair.number}; move it away first`,
      )
    pairs.set(pair.number, same ?? pair)
  }
  const data = new Map([...(brought.data ?? []), ...(here?.data ?? [])].map((one) => [one.key, one]))
  return {
    ...(here ?? brought),
    pairs: [...pairs.values()].sort((a, b) => a.number - b.number),
    ...(data.size > 0 && { data: [...data.values()] }),
  }
}

const isSamePair = (one: KeyPair, other: KeyPair) =>
  pointOf(one.seal) === pointOf(other.seal) && pointOf(one.sign) === pointOf(other.sign)

/** The public halves, as phones pin them; none where there is no key file. */
export const publicHalves = (keys: KeysFile | undefined): PuskesmasKeys[] =>
  (keys?.pairs ?? []).map(({ number, seal, sign }) => ({ number, seal: pointOf(seal), sign: pointOf(sign) }))

/** Raw uncompressed point, base64url. */
const pointOf = ({ x, y }: Jwk) =>
  Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
    'base64url',
  )

/** Whether the private half makes the public one. */
function isPair(jwk: Jwk): boolean {
  try {
    const ecdh = createECDH('prime256v1')
    ecdh.setPrivateKey(Buffer.from(jwk.d, 'base64url'))
    return ecdh.getPublicKey('base64url') === pointOf(jwk)
  } catch {
    return false
  }
}
