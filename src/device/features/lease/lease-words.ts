import { addNamespace } from '#device/i18n/i18n.ts'
import indonesian from '#device/i18n/id/lease.json' with { type: 'json' }

/** The words where data of people are closed. */
addNamespace('lease', indonesian, () => import('#device/i18n/en/lease.json'))
