import { StartRefusal } from '#server/config.ts'
import type { Queries } from '#server/database/database.ts'
import { type KeysFile, publicHalves } from '#server/surat/key-file.ts'
import { sealedUnder, vaultAmong } from '#server/sealing/data-key.ts'
import { missingKeys } from '#server/surat/published-keys.ts'

/**
 * Throws `StartRefusal` with `keysMissing` where phones were told of keys whose private halves are not among these:
 * without them nothing opens that was sealed to the puskesmas, so neither a backup nor a restore is a whole one.
 * Likewise where the key is missing under which the database itself is sealed. `refusal` says so of what is missing.
 * Needs the puskesmas's scope.
 */
export async function checkKeys(
  queries: Queries,
  keys: KeysFile | undefined,
  refusal: (missing: string) => string,
): Promise<void> {
  const missing = await missingKeys(queries, publicHalves(keys))
  if (missing.length > 0)
    throw new StartRefusal(
      refusal(`keys that phones were told of (number ${missing.join(', ')})`),
      'keysMissing',
    )
  const mark = await sealedUnder(queries)
  if (mark !== undefined && !vaultAmong(keys, mark))
    throw new StartRefusal(refusal('the key under which the database is sealed'), 'keysMissing')
}
