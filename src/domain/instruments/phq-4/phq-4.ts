import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { remajaFromYears } from '#domain/life-stage/life-stage.ts'
import { phqAlone } from './phq-block.ts'

/** PHQ-4 of the last two weeks: of the free check for adults, of some places for remaja too. */
export const phq4: Instrument = {
  id: 'phq-4',
  kind: 'questionnaire',
  edition: 'PHQ4-CKG2025',
  source: 'KMK HK.01.07/MENKES/33/2025',
  appliesTo: (person, day) => (ageIn({ person, day })?.years ?? 0) >= remajaFromYears,
  ...phqAlone,
  derived: [
    { cardId: 'phq2', rule: 'phq2' },
    { cardId: 'gad2', rule: 'gad2' },
  ],
}
