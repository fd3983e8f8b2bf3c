/**
 * Why the store could not do it; nothing was lost and nothing half written.
 * `storageFull`: the phone has no room. `storageBroken`: the browser's database does not open, even again.
 * `reloadNeeded`: a newer Teratai runs in another tab. `notEnrolled`: no device to write as.
 * `notSealed`: what was to be read lies open on a phone that is sealed; nobody at this phone wrote it so.
 * `fieldTooLong`, `notStorable`: see `field`.
 */
export type StoreErrorCode =
  | 'storageFull'
  | 'storageBroken'
  | 'reloadNeeded'
  | 'notEnrolled'
  | 'notSealed'
  | 'fieldTooLong'
  | 'notStorable'

export class StoreError extends Error {
  readonly code: StoreErrorCode
  readonly field: string | undefined

  constructor(code: StoreErrorCode, details: { readonly field?: string; readonly cause?: unknown } = {}) {
    super(`store: ${code}`, { cause: details.cause })
    this.name = 'StoreError'
    this.code = code
    this.field = details.field
  }
}

/** What happens to the store by itself, to be shown to people. `reconnected`: it was lost and works again. */
export type StoreTrouble =
  | 'connectionLost'
  | 'reconnected'
  | 'upgradeBlocked'
  | 'reloadNeeded'
  | 'storageFull'
