import { heightCodes, weightCodes } from './body-fields.ts'
import type { Field } from './instrument.ts'

/** Height of the mother in cm, as the heads of both mothers' cards ask it; kept with the pregnancy. */
export const motherHeight = (source: string): Field => ({
  id: 'heightCm',
  cardId: 'tb_ibu',
  alsoCardIds: ['tb', 'tinggi_badan'],
  type: 'number',
  unit: 'cm',
  decimals: 1,
  reject: { min: 100, max: 210 },
  confirm: { min: 140, max: 180 },
  step: 1,
  required: true,
  keptIn: 'pregnancy',
  codes: heightCodes,
  source,
})

/**
 * Weight in kg with which a mothers' card begins. The weight of the first visit on the card is the same figure, so
 * `required` tells whether there is none yet: nobody writes it twice.
 */
export const firstWeight = (field: Pick<Field, 'id' | 'cardId' | 'required' | 'source'>): Field => ({
  ...field,
  type: 'number',
  unit: 'kg',
  decimals: 1,
  reject: { min: 25, max: 200 },
  confirm: { min: 35, max: 120 },
  step: 1,
  keptIn: 'pregnancy',
  codes: weightCodes,
})
