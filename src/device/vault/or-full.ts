import { errorName } from '#device/platform/error-name.ts'

export type Full = { readonly ok: false; readonly code: 'storageFull' }

/** The work's result, or that there was no room: a transaction that found none has written nothing. */
export async function orFull<T>(work: Promise<T>): Promise<T | Full> {
  try {
    return await work
  } catch (error) {
    if (errorName(error).includes('Quota')) return { ok: false, code: 'storageFull' }
    throw error
  }
}
