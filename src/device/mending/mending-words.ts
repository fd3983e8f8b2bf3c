import '#device/visit-words/visit-words.ts'
import { addNamespace } from '#device/i18n/i18n.ts'
import held from '#device/i18n/id/held.json' with { type: 'json' }

addNamespace('held', held, () => import('#device/i18n/en/held.json'))
