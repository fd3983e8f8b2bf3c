import type { Field } from './instrument.ts'

/** How often the person fell in the last year. */
export const fallsField = (where: Pick<Field, 'source' | 'shownWhen' | 'section'>): Field => ({
  id: 'fallsInYear',
  cardId: 'jatuh_12_bulan',
  type: 'number',
  unit: '{fall}',
  decimals: 0,
  reject: { min: 0, max: 99 },
  confirm: { max: 5 },
  step: 4,
  required: false,
  ...where,
})
