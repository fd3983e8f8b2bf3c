import { ageIn } from '#domain/instruments/age-in.ts'
import type { Derived, Instrument } from '#domain/instruments/instrument.ts'
import { lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { skilasAlone } from './skilas-block.ts'

/** Rows of the card that the domains give. */
export const skilasDerived: readonly Derived[] = [
  { cardId: 'skilas_kognitif', rule: 'skilasCognition' },
  { cardId: 'skilas_domain_terganggu', rule: 'skilasCognition' },
]

/** Skrining Lansia Sederhana: six domains of intrinsic capacity. */
export const skilas: Instrument = {
  id: 'skilas',
  kind: 'questionnaire',
  edition: 'SKILAS-KMK2015',
  source: 'KMK HK.01.07/MENKES/2015/2023, Formulir 5',
  appliesTo: (person, day) => (ageIn({ person, day })?.years ?? 0) >= lansiaFromYears,
  ...skilasAlone,
  derived: skilasDerived,
}
