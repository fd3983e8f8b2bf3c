import { addNamespace } from '#device/i18n/i18n.ts'
import enrol from '#device/i18n/id/enrol.json' with { type: 'json' }

addNamespace('enrol', enrol, () => import('#device/i18n/en/enrol.json'))
