import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { webcrypto } from 'node:crypto'
import { parse, z } from 'zod/mini'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import { StartRefusal } from '#server/config.ts'
import { writeDurably } from '#server/hosting/data-folder.ts'

const jwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})
const fileSchema = z.object({
  pairs: z
    .array(z.object({ number: z.int(), madeAt: z.number(), seal: jwkSchema, sign: jwkSchema }))
    .check(z.minLength(1)),
})
type KeysFile = z.infer<typeof fileSchema>
type Jwk = z.infer<typeof jwkSchema>

/** One number's keys: what phones pin, the pair that opens what is sealed to it, and the key that signs. */
export type KeyPairs = {
  readonly announced: PuskesmasKeys
  readonly seal: webcrypto.CryptoKeyPair
  readonly sign: webcrypto.CryptoKey
}

/** The puskesmas's own keys. Old ones stay for ever: what was sealed to them must open. */
export type KeyRing = {
  /** The newest, announced to phones. */
  readonly current: KeyPairs
  readonly of: (number: number) => KeyPairs | undefined
}

const fileIn = (folder: string) => join(folder, 'keys.json')

/** The keys of a data folder, made where there are none. Throws `StartRefusal` where those that are there cannot be read. */
export async function openKeyRing(folder: string, now: number): Promise<KeyRing> {
  if (!existsSync(fileIn(folder))) await addKeys(folder, now)
  return ringOf(readKeys(folder))
}

/** Makes a new number, which phones learn of with their next pull. Gives the number. */
export async function addKeys(folder: string, now: number): Promise<number> {
  const before = existsSync(fileIn(folder)) ? readKeys(folder).pairs : []
  const made = {
    // Seconds, so that a puskesmas that lost its folder does not give an old number to other keys.
    number: Math.max(Math.floor(now / 1000), ...before.map((pair) => pair.number + 1)),
    madeAt: now,
    seal: await makeKey({ name: 'ECDH', namedCurve: 'P-256' }, ['deriveBits']),
    sign: await makeKey({ name: 'ECDSA', namedCurve: 'P-256' }, ['sign', 'verify']),
  }
  writeDurably(fileIn(folder), `${JSON.stringify({ pairs: [...before, made] }, null, 2)}\n`)
  return made.number
}

async function makeKey(algorithm: webcrypto.EcKeyGenParams, uses: webcrypto.KeyUsage[]): Promise<Jwk> {
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, uses)
  return parse(jwkSchema, await crypto.subtle.exportKey('jwk', privateKey))
}

function readKeys(folder: string): KeysFile {
  try {
    return parse(fileSchema, JSON.parse(readFileSync(fileIn(folder), 'utf8')))
  } catch {
    // Never made anew over what is there: what was sealed to them would not open any more.
    throw new StartRefusal(`${fileIn(folder)} cannot be read; put it back from a backup`)
  }
}

async function ringOf({ pairs }: KeysFile): Promise<KeyRing> {
  const opened = new Map<number, KeyPairs>()
  for (const { number, seal, sign } of pairs) {
    opened.set(number, {
      announced: { number, seal: pointOf(seal), sign: pointOf(sign) },
      seal: await importPair(seal),
      sign: await crypto.subtle.importKey('jwk', sign, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
        'sign',
      ]),
    })
  }
  const current = opened.get(Math.max(...opened.keys()))
  if (!current) throw new Error('a key ring without keys')
  return { current, of: (number) => opened.get(number) }
}

async function importPair({ d, ...open }: Jwk): Promise<webcrypto.CryptoKeyPair> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' } as const
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', { ...open, d }, algorithm, false, ['deriveBits']),
    crypto.subtle.importKey('jwk', open, algorithm, true, []),
  ])
  return { privateKey, publicKey }
}

/** Raw uncompressed point, base64url. */
const pointOf = ({ x, y }: Jwk) =>
  Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
    'base64url',
  )
