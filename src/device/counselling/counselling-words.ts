import { addNamespace } from '#device/i18n/i18n.ts'
import indonesian from '#device/i18n/id/counselling.json' with { type: 'json' }

/** The words of a result and of what follows it: referral, next visit, and what is said of each topic. */
addNamespace('counselling', indonesian, () => import('#device/i18n/en/counselling.json'))
