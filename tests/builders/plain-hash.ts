import { createHash } from 'node:crypto'
import { uuidOfHex } from '#protocol/batch/uuid-bytes.ts'

/** By what editions without a data key named a content: the first 128 bits of its SHA-256. */
export const plainHashOf = (content: string | Uint8Array): string =>
  uuidOfHex(createHash('sha256').update(content).digest('hex'))
