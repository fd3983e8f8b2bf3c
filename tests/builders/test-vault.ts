import { dataKeyLength, openVault } from '#server/sealing/vault.ts'

/** The vault of every test database; its key guards nothing. */
export const testVault = openVault(Buffer.alloc(dataKeyLength, 7))
