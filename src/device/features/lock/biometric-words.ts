import { addNamespace } from '#device/i18n/i18n.ts'
import biometric from '#device/i18n/id/biometric.json' with { type: 'json' }

addNamespace('biometric', biometric, () => import('#device/i18n/en/biometric.json'))
