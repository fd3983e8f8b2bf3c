import type { OnPhoneAnswer } from '#protocol/messages/lost-phone.ts'

/**
 * When a revoked phone was last heard of since, ms. It need not know of it: what came may have come by a surat jalan that
 * somebody carried.
 */
export function heardOfAt({ lastContactAt, revokedAt }: OnPhoneAnswer['device']): number | undefined {
  if (lastContactAt === undefined || revokedAt === undefined) return undefined
  return lastContactAt > revokedAt ? lastContactAt : undefined
}
