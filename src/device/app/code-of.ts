import { StoreError } from '#device/store/store-error.ts'

/** A stable code without anything personal: the store's own, else the kind of error. */
export function codeOf(error: unknown): string {
  if (error instanceof StoreError) return error.code
  if (!(error instanceof Error)) return 'unknown'
  return /dynamically imported module|importing a module/i.test(error.message) ? 'partNotLoaded' : error.name
}
