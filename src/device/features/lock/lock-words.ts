import { addNamespace } from '#device/i18n/i18n.ts'
import lock from '#device/i18n/id/lock.json' with { type: 'json' }

addNamespace('lock', lock, () => import('#device/i18n/en/lock.json'))
