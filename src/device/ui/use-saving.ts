import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StoreError } from '#device/store/store-error.ts'

/** Whose words say why a save did not succeed. */
export const saveTrouble = (error: unknown) =>
  error instanceof StoreError && error.code === 'storageFull' ? 'error.quota' : 'error.storage'

/** Runs what saves, and gives whether it was written; where it fails nothing was, and `problem` says so in words. */
export function useSaving() {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string>()
  const attempt = async (save: () => Promise<void>): Promise<boolean> => {
    setProblem(undefined)
    try {
      await save()
      return true
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      setProblem(t(saveTrouble(error)))
      return false
    }
  }
  return { problem, attempt }
}
