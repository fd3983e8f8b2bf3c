import '#device/findings/finding-words.ts'
import { addNamespace } from '#device/i18n/i18n.ts'
import fields from '#device/i18n/id/fields.ts'
import visit from '#device/i18n/id/visit.json' with { type: 'json' }

addNamespace('visit', visit, () => import('#device/i18n/en/visit.json'))
addNamespace('fields', fields, () => import('#device/i18n/en/fields.ts'))

/** The namespaces of this feature, for `useTranslation`. */
export const visitNamespaces = ['visit', 'fields', 'findings'] as const
