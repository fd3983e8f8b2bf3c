import { useTranslation } from 'react-i18next'
import type { Problem } from './api/call.ts'

/** Words for what the server refused; a code without words of its own is told by the code. */
export function useProblemWords(): (problem: Problem) => string {
  const { t } = useTranslation(['desk', 'desk-import'])
  return ({ code, field, retryAfter }) => {
    if (code === 'registerUnusable' && field) return t(`desk-import:problems.${field}`)
    const ofField = field ? [`desk:problems.${code}_${field}`] : []
    const minutes = Math.ceil((retryAfter ?? 60) / 60)
    return t([...ofField, `desk:problems.${code}`, 'desk:problems.other'], { code, minutes })
  }
}
