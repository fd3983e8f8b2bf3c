import { layered } from '../layered.ts'
import adult from './fields-adult.json' with { type: 'json' }
import child from './fields-child.json' with { type: 'json' }
import common from './fields.json' with { type: 'json' }
import mother from './fields-mother.json' with { type: 'json' }
import service from './fields-service.json' with { type: 'json' }
import shared from './fields-shared.json' with { type: 'json' }
import youth from './fields-youth.json' with { type: 'json' }

/** The words of fields, choices and units: what all cards share, and those of each group of cards. */
export const fieldWords = layered(common, mother, child, youth, adult, shared, service)
