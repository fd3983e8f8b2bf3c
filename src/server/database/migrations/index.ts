import { access } from './001-access.ts'
import { records } from './002-records.ts'
import { batches } from './003-batches.ts'
import { heldDeeds } from './004-held-deeds.ts'
import { puskesmasKeys } from './005-puskesmas-keys.ts'
import { forgottenDevices } from './006-forgotten-devices.ts'
import { stays } from './007-stays.ts'
import { aliases } from './009-aliases.ts'
import { guardedLogIns } from './010-guarded-log-ins.ts'
import { auditTrail } from './011-audit-trail.ts'
import { endedScopes } from './013-ended-scopes.ts'
import { dataKey } from './014-data-key.ts'
import type { Migration } from './migration.ts'

/** All migrations in their order; new ones are appended, none is ever changed or taken out. */
export const migrations: readonly Migration[] = [
  access,
  records,
  batches,
  heldDeeds,
  puskesmasKeys,
  forgottenDevices,
  stays,
  aliases,
  guardedLogIns,
  auditTrail,
  endedScopes,
  dataKey,
]
