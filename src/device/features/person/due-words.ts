import { addNamespace } from '#device/i18n/i18n.ts'
import indonesian from '#device/i18n/id/due.json' with { type: 'json' }

/** The words of what a person is owed and of why somebody is visited at home. */
addNamespace('due', indonesian, () => import('#device/i18n/en/due.json'))
