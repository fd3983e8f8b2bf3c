import type { RecordState } from '#protocol/merge.ts'
import { openState, sealState } from '#server/sealing/sealed-state.ts'
import type { Vault } from '#server/sealing/vault.ts'
import { type Packed, packFields, unpackState } from '#protocol/packed-state.ts'
import { shownText } from './place.ts'

export type StoredRow = { readonly record_id: string; readonly kind: string; readonly state: unknown }

/** The JSON text of a state as the table `record` keeps it: packed, and every NIK in it sealed. */
export const toStore = (vault: Vault, { id, fields }: RecordState): string =>
  JSON.stringify(sealState(vault, id, packFields(fields)))

/** The keyed hash of the NIK that a person shows, for look-up. */
export function nikMarkOf(vault: Vault, state: RecordState): string | undefined {
  const nik = state.kind === 'person' ? shownText(state, 'nik') : undefined
  return nik === undefined ? undefined : vault.mark(nik)
}

/** What `toStore` made, opened; still packed, as `packState` writes it. */
export const openedState = (vault: Vault, { record_id: id, state }: Omit<StoredRow, 'kind'>): Packed =>
  // Written by `toStore` alone.
  openState(vault, id, state as Packed)

/** A row of the table `record` as the state that it was. */
export const storedState = (vault: Vault, row: StoredRow): RecordState => ({
  kind: row.kind,
  id: row.record_id,
  fields: unpackState(openedState(vault, row)),
})
