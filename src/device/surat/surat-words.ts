import { addNamespace } from '#device/i18n/i18n.ts'
import surat from '#device/i18n/id/surat.json' with { type: 'json' }

addNamespace('surat', surat, () => import('#device/i18n/en/surat.json'))
