import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { uuidOfHex } from '#protocol/batch/uuid-bytes.ts'

/**
 * Seals what lies in the database under a key that does not, and marks texts so that equal ones are found without
 * being read.
 */
export type Vault = {
  /** `about` names what the bytes belong to: moved to anything else they do not open. */
  readonly seal: (bytes: Uint8Array, about: string) => Buffer
  /** Throws where the bytes were sealed under another key, about something else, or were changed. */
  readonly open: (sealed: Uint8Array, about: string) => Buffer
  /**
   * The keyed hash (HMAC-SHA256, 128 bits) of a text, in the form of a UUID, which PostgreSQL keeps in 16 bytes. Whoever
   * lacks the key cannot try texts against it.
   */
  readonly mark: (text: string | Uint8Array) => string
}

/** Of a data key, bytes. */
export const dataKeyLength = 32

const cipher = 'aes-256-gcm'
/** The only way of sealing so far; another gets another number. */
const edition = 1
const ivLength = 12
const tagLength = 16
const headLength = 1 + ivLength

/**
 * @param key 32 random bytes. What seals and what marks are derived from it (HKDF, RFC 5869), so that neither tells the
 * other.
 */
export function openVault(key: Uint8Array): Vault {
  if (key.length !== dataKeyLength) throw new Error('a data key of another length')
  const sealing = derive(key, 'teratai seal 1')
  const marking = derive(key, 'teratai mark 1')
  return {
    seal(bytes, about) {
      const iv = randomBytes(ivLength)
      const sealer = createCipheriv(cipher, sealing, iv, { authTagLength: tagLength }).setAAD(
        Buffer.from(about),
      )
      return Buffer.concat([
        Buffer.of(edition),
        iv,
        sealer.update(bytes),
        sealer.final(),
        sealer.getAuthTag(),
      ])
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed)
      if (bytes.length < headLength + tagLength || bytes[0] !== edition) throw new Error('not sealed here')
      const opener = createDecipheriv(cipher, sealing, bytes.subarray(1, headLength), {
        authTagLength: tagLength,
      })
      opener.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-tagLength))
      return Buffer.concat([opener.update(bytes.subarray(headLength, -tagLength)), opener.final()])
    },
    mark: (text) => uuidOfHex(createHmac('sha256', marking).update(text).digest('hex')),
  }
}

const derive = (key: Uint8Array, use: string) =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), use, dataKeyLength))

const refuse = (): never => {
  throw new Error('there is no data key here')
}

/** For whoever only looks at rows as they lie. */
export const noVault: Vault = { seal: refuse, open: refuse, mark: refuse }
