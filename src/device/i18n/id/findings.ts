import { layered } from '../layered.ts'
import adult from './findings-adult.json' with { type: 'json' }
import child from './findings-child.json' with { type: 'json' }
import common from './findings.json' with { type: 'json' }
import mother from './findings-mother.json' with { type: 'json' }
import shared from './findings-shared.json' with { type: 'json' }
import youth from './findings-youth.json' with { type: 'json' }

/** The words of findings: what all cards share, and those of each group of cards. */
export const findingTexts = layered(common, mother, child, youth, adult, shared)
