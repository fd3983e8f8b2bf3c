import { openText, sealText } from '#server/sealing/sealed-text.ts'
import type { Vault } from '#server/sealing/vault.ts'

/** The content of a mutation as its row keeps it: a JSON text that is sealed whole, about its device. */
export const sealContent = (vault: Vault, deviceId: string, text: string | undefined): string | undefined =>
  text === undefined ? undefined : JSON.stringify(sealText(vault, text, deviceId))

/** What `sealContent` made of a JSON text, read; as the driver parsed it from a column of type json. */
export const openContent = (vault: Vault, deviceId: string, content: unknown): unknown =>
  JSON.parse(openText(vault, String(content), deviceId))
