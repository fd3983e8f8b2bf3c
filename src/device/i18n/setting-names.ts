import { addNamespace } from './i18n.ts'
import names from './id/setting-names.json' with { type: 'json' }

/** The plain names of what a puskesmas may decide, for the desk and for findings on the phone. */
addNamespace('setting-names', names, () => import('./en/setting-names.json'))
