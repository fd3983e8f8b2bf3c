import { inSection } from '#domain/instruments/block.ts'
import { diagnosedField } from '#domain/instruments/chronic/chronic-fields.ts'
import { fromYears } from '#domain/instruments/due-again.ts'
import { identityFields } from '#domain/instruments/history-behaviour/identity-fields.ts'
import type { Field } from '#domain/instruments/instrument.ts'
import { motherhoodFields } from '#domain/instruments/woman-and-pressure-fields.ts'

/** What is asked at the door (langkah 1), besides history and behaviour. */
export const remajaPersonFields: readonly Field[] = [
  ...identityFields,
  ...motherhoodFields,
  ...inSection(
    'history',
    (['hypertension', 'diabetes'] as const).map((illness) => ({
      ...diagnosedField(illness),
      shownWhen: fromYears(15),
    })),
  ),
]
