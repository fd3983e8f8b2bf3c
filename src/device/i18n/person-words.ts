import { addNamespace } from './i18n.ts'
import person from './id/person.json' with { type: 'json' }

/** The words about a person's data, for every chunk that shows or changes them. */
addNamespace('person', person, () => import('./en/person.json'))
