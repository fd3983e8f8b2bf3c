import type { Database } from '#server/database/database.ts'
import { noVault } from '#server/sealing/vault.ts'

/** For what needs none: every transaction fails. */
export const noDatabase: Database = {
  vault: noVault,
  withScope: () => Promise.reject(new Error('no database here')),
  answers: async () => true,
  close: async () => undefined,
}
