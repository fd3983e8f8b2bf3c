import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Words } from '#device/findings/finding-words.ts'
import { visitNamespaces } from './visit-words.ts'

/** The words of this feature; the same object until the language changes. */
export function useWords(): Words {
  const { t, i18n } = useTranslation(visitNamespaces)
  const language = i18n.language
  return useMemo(() => ({ t, language }), [t, language])
}
