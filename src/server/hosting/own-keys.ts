import type { Database } from '#server/database/database.ts'
import { keyFileName } from '#server/surat/key-file.ts'
import { type KeyRing, openKeyRing } from '#server/surat/key-ring.ts'
import { missingKeys, publishKeys } from '#server/surat/published-keys.ts'

export type OwnKeys = {
  readonly keys: KeyRing
  /** What whoever starts the server must know of them, if anything. */
  readonly warning: string | undefined
}

/** The keys of this data folder, made at the first start, and written down in the database as those that phones are told. */
export async function openOwnKeys(
  database: Database,
  { folder, puskesmasId, now }: { folder: string; puskesmasId: string; now: number },
): Promise<OwnKeys> {
  const keys = await openKeyRing(folder, now)
  const missing = await database.withScope({ puskesmasId, posyandu: 'none' }, async (queries) => {
    await publishKeys(queries, puskesmasId, keys.all, now)
    return missingKeys(queries, keys.all)
  })
  return { keys, warning: missing.length > 0 ? warningOf(folder, missing) : undefined }
}

const warningOf = (folder: string, missing: readonly number[]) =>
  [
    `WARNING (keysMissing): ${keyFileName} in ${folder} lacks keys that phones were told of (number ${missing.join(', ')}).`,
    'What was sealed to them cannot be opened, and no backup can be made. Is this the right TERATAI_DATA? If so, bring them',
    'here by npm run surat -- --keys-from FILE, or, if they are gone for good, give them up by npm run surat -- --keys-lost.',
  ].join('\n')
