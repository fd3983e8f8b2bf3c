import { addNamespace } from '#device/i18n/i18n.ts'
import queue from '#device/i18n/id/queue.json' with { type: 'json' }

addNamespace('queue', queue, () => import('#device/i18n/en/queue.json'))
