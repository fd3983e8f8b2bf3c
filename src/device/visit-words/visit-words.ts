import '#device/findings/finding-words.ts'
import { addNamespace } from '#device/i18n/i18n.ts'
import { fieldWords } from '#device/i18n/id/fields.ts'
import visit from '#device/i18n/id/visit.json' with { type: 'json' }

addNamespace('visit', visit, () => import('#device/i18n/en/visit.json'))
addNamespace('fields', fieldWords, async () => ({
  default: (await import('#device/i18n/en/fields.ts')).fieldWords,
}))

/** The namespaces of this feature, for `useTranslation`. */
export const visitNamespaces = ['visit', 'fields', 'findings'] as const
