import type { Vault } from './vault.ts'

/** A text sealed, for a column of texts or a value of JSON: base64. `about` as of the vault. */
export const sealText = (vault: Vault, text: string, about: string): string =>
  vault.seal(Buffer.from(text), about).toString('base64')

/** What `sealText` made, opened. Throws where it is about something else, of another key, or was changed. */
export const openText = (vault: Vault, sealed: string, about: string): string =>
  vault.open(Buffer.from(sealed, 'base64'), about).toString()
