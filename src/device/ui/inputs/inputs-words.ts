import { addNamespace } from '#device/i18n/i18n.ts'
import indonesian from '#device/i18n/id/inputs.json' with { type: 'json' }

addNamespace('inputs', indonesian, () => import('#device/i18n/en/inputs.json'))
