import { randomBytes, randomInt } from 'node:crypto'
import { argon2id, argon2Verify } from 'hash-wasm'

/** Argon2id as OWASP's Password Storage Cheat Sheet advises: 19 MiB, 2 passes, 1 lane. */
const cost = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const

/** The encoded hash, its parameters and salt included. */
export const hashPassword = (password: string): Promise<string> =>
  argon2id({ ...cost, password: password.normalize('NFC'), salt: randomBytes(16), outputType: 'encoded' })

let unknown: Promise<string> | undefined

/** Whether the password is the one hashed. Without a hash it works as long and says no, so that time tells nothing. */
export async function passwordMatches(password: string, hash: string | null | undefined): Promise<boolean> {
  if (password === '') return false
  unknown ??= hashPassword(randomBytes(16).toString('hex'))
  const matches = await argon2Verify({ password: password.normalize('NFC'), hash: hash ?? (await unknown) })
  return matches && typeof hash === 'string'
}

/** Letters and digits that are not mistaken for one another when read from paper. */
const legible = 'abcdefghjkmnpqrstuvwxyz23456789'

const fourLetters = () => Array.from({ length: 4 }, () => legible[randomInt(legible.length)]).join('')

/** A random password such as `k7mf-2xqp-9dnt-w4ha`, 79 bits. */
export function randomPassword(): string {
  return Array.from({ length: 4 }, fourLetters).join('-')
}
