import type { Field } from '#domain/instruments/instrument.ts'
import { outcomeBlock } from '#domain/instruments/outcome/outcome-block.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import { dangerSignFields } from './danger-sign-fields.ts'
import { episodeFields } from './episode-fields.ts'
import { measurementFields } from './measurement-fields.ts'
import { mentalHealthTotal, nakesFields } from './nakes-fields.ts'
import { serviceFields } from './service-fields.ts'

export const ibuHamilFields: readonly Field[] = [
  ...episodeFields,
  ...dangerSignFields,
  ...measurementFields,
  ...tbcBlock('ibu-hamil').fields,
  ...serviceFields,
  ...nakesFields,
  mentalHealthTotal,
  ...outcomeBlock('ibu-hamil').fields,
]
