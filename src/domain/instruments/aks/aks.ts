import { ageIn } from '#domain/instruments/age-in.ts'
import type { Derived, Instrument } from '#domain/instruments/instrument.ts'
import { lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { aksAlone } from './aks-block.ts'

/** Rows of the card that the ten items give. */
export const aksDerived: readonly Derived[] = [
  { cardId: 'aks_skor', rule: 'aks' },
  { cardId: 'aks_kategori', rule: 'aks' },
]

/** Aktivitas Kehidupan Sehari-hari, the modified Barthel index of the elderly. */
export const aks: Instrument = {
  id: 'aks',
  kind: 'questionnaire',
  edition: 'AKS-KMK2015',
  source: 'KMK HK.01.07/MENKES/2015/2023, Formulir 5',
  appliesTo: (person, day) => (ageIn({ person, day })?.years ?? 0) >= lansiaFromYears,
  ...aksAlone,
  derived: aksDerived,
}
