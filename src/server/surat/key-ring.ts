import type { webcrypto } from 'node:crypto'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import { type Jwk, type KeysFile, keysIn, parseJwk, publicHalves, writeKeys } from './key-file.ts'

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
  /** The public halves of all. */
  readonly all: readonly PuskesmasKeys[]
}

/** The keys of a data folder, made where there are none. Throws `StartRefusal` where those that are there cannot be read. */
export async function openKeyRing(folder: string, now: number): Promise<KeyRing> {
  return ringOf(keysIn(folder) ?? (await makeKeys(folder, now)))
}

/** The keys of a data folder that has some; makes none. */
export async function keyRingIn(folder: string): Promise<KeyRing | undefined> {
  const keys = keysIn(folder)
  return keys && ringOf(keys)
}

/** Makes a new number, which phones learn of with their next pull. Gives the number. */
export async function addKeys(folder: string, now: number): Promise<number> {
  return (await makeKeys(folder, now)).pairs.at(-1)?.number ?? 0
}

async function makeKeys(folder: string, now: number): Promise<KeysFile> {
  const before = keysIn(folder)
  const pairs = before?.pairs ?? []
  const made = {
    // Seconds, so that a puskesmas that lost its folder does not give an old number to other keys.
    number: Math.max(Math.floor(now / 1000), ...pairs.map((pair) => pair.number + 1)),
    madeAt: now,
    seal: await makeKey({ name: 'ECDH', namedCurve: 'P-256' }, ['deriveBits']),
    sign: await makeKey({ name: 'ECDSA', namedCurve: 'P-256' }, ['sign', 'verify']),
  }
  const keys = { ...before, pairs: [...pairs, made] }
  writeKeys(folder, keys)
  return keys
}

async function makeKey(algorithm: webcrypto.EcKeyGenParams, uses: webcrypto.KeyUsage[]): Promise<Jwk> {
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, uses)
  return parseJwk(await crypto.subtle.exportKey('jwk', privateKey))
}

async function ringOf(keys: KeysFile): Promise<KeyRing> {
  const all = publicHalves(keys)
  const opened = new Map<number, KeyPairs>()
  for (const [i, { number, seal, sign }] of keys.pairs.entries()) {
    const announced = all[i]
    if (!announced) continue
    opened.set(number, {
      announced,
      seal: await importPair(seal),
      sign: await crypto.subtle.importKey('jwk', sign, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
        'sign',
      ]),
    })
  }
  const current = opened.get(Math.max(...opened.keys()))
  if (!current) throw new Error('a key ring without keys')
  return { current, of: (number) => opened.get(number), all }
}

async function importPair({ d, ...open }: Jwk): Promise<webcrypto.CryptoKeyPair> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' } as const
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', { ...open, d }, algorithm, false, ['deriveBits']),
    crypto.subtle.importKey('jwk', open, algorithm, true, []),
  ])
  return { privateKey, publicKey }
}
