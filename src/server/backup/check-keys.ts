import { StartRefusal } from '#server/config.ts'
import type { Queries } from '#server/database/database.ts'
import { type KeysFile, publicHalves } from '#server/surat/key-file.ts'
import { missingKeys } from '#server/surat/published-keys.ts'

/**
 * Throws `StartRefusal` with `keysMissing` where phones were told of keys whose private halves are not among these:
 * without them nothing opens that was sealed to the puskesmas, so neither a backup nor a restore is a whole one.
 * `refusal` says so of their numbers. Needs the puskesmas's scope.
 */
export async function checkKeys(
  queries: Queries,
  keys: KeysFile | undefined,
  refusal: (numbers: string) => string,
): Promise<void> {
  const missing = await missingKeys(queries, keys ? publicHalves(keys) : [])
  if (missing.length > 0) throw new StartRefusal(refusal(missing.join(', ')), 'keysMissing')
}
