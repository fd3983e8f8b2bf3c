import type { Field } from '#domain/instruments/instrument.ts'

/** Haemoglobin in g/dL; `source` is the card's own. */
export const haemoglobinField = ({
  source,
  ...when
}: Pick<Field, 'source' | 'required' | 'shownWhen'>): Field => ({
  id: 'haemoglobinGPerDl',
  cardId: 'hb',
  type: 'number',
  unit: 'g/dL',
  decimals: 1,
  reject: { min: 2, max: 25 },
  confirm: { min: 6, max: 18 },
  step: 4,
  codes: [{ system: 'loinc', code: '718-7' }],
  source: `${source}; ranges Teratai's own`,
  ...when,
})
