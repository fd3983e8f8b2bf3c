import { addNamespace } from '#device/i18n/i18n.ts'
import indonesian from '#device/i18n/id/readiness.json' with { type: 'json' }

/** The words of the check before a posyandu day. */
addNamespace('readiness', indonesian, () => import('#device/i18n/en/readiness.json'))
