import { addNamespace } from '#device/i18n/i18n.ts'
import settings from '#device/i18n/id/settings.json' with { type: 'json' }

addNamespace('settings', settings, () => import('#device/i18n/en/settings.json'))
