import { createHash } from 'node:crypto'

/** The first 128 bits of the SHA-256, in the form of a UUID, which PostgreSQL keeps in 16 bytes. */
export function hashOf(content: string | Uint8Array): string {
  const hex = createHash('sha256').update(content).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
