import { createHash } from 'node:crypto'
import { uuidOfHex } from '#protocol/batch/uuid-bytes.ts'

/** The first 128 bits of the SHA-256, in the form of a UUID, which PostgreSQL keeps in 16 bytes. */
export function hashOf(content: string | Uint8Array): string {
  return uuidOfHex(createHash('sha256').update(content).digest('hex'))
}
