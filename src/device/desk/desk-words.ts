import desk from '#device/i18n/id/desk.json' with { type: 'json' }
import deskHeld from '#device/i18n/id/desk-held.json' with { type: 'json' }
import deskImport from '#device/i18n/id/desk-import.json' with { type: 'json' }
import deskLost from '#device/i18n/id/desk-lost.json' with { type: 'json' }
import deskSame from '#device/i18n/id/desk-same.json' with { type: 'json' }
import deskSettings from '#device/i18n/id/desk-settings.json' with { type: 'json' }
import '#device/i18n/setting-names.ts'
import '#device/features/queue/queue-words.ts'
import '#device/mending/mending-words.ts'
import '#device/visit-words/visit-words.ts'
import { addNamespace } from '#device/i18n/i18n.ts'

addNamespace('desk', desk, () => import('#device/i18n/en/desk.json'))
addNamespace('desk-held', deskHeld, () => import('#device/i18n/en/desk-held.json'))
addNamespace('desk-import', deskImport, () => import('#device/i18n/en/desk-import.json'))
addNamespace('desk-lost', deskLost, () => import('#device/i18n/en/desk-lost.json'))
addNamespace('desk-same', deskSame, () => import('#device/i18n/en/desk-same.json'))
addNamespace('desk-settings', deskSettings, () => import('#device/i18n/en/desk-settings.json'))
