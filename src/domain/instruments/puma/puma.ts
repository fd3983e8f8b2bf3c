import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { pumaFromYears } from '#domain/rules/puma.ts'
import { pumaAlone } from './puma-block.ts'

/** PUMA, the risk of chronic obstructive lung disease, from 40 years. */
export const puma: Instrument = {
  id: 'puma',
  kind: 'questionnaire',
  edition: 'PUMA-KMK2015',
  source: 'KMK HK.01.07/MENKES/2015/2023, Formulir 4',
  appliesTo: (person, day) => (ageIn({ person, day })?.years ?? 0) >= pumaFromYears,
  ...pumaAlone,
  derived: [
    { cardId: 'puma_jk', from: 'person' },
    { cardId: 'puma_usia', from: 'person' },
    { cardId: 'puma_skor', rule: 'puma' },
  ],
}
