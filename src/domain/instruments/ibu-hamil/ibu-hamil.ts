import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { gestationLength } from '#domain/rules/gestation-length.ts'
import { maternalBloodPressure } from '#domain/rules/maternal-blood-pressure.ts'
import { maternalDangerSign } from '#domain/rules/maternal-danger-signs.ts'
import { maternalMuac } from '#domain/rules/maternal-muac.ts'
import { pregnancyWeightGain, prePregnancyBmi } from '#domain/rules/pregnancy-weight.ts'
import { ibuHamilFields } from './ibu-hamil-fields.ts'

/** Kartu Bantu Pemeriksaan Ibu Hamil. */
export const ibuHamil: Instrument = {
  id: 'ibu-hamil',
  kind: 'card',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023; Buku KIA 2023',
  appliesTo: (person, day) => {
    const years = ageIn({ person, day })?.years
    return person.sex !== 'male' && years !== undefined && years >= 10 && years <= 60
  },
  fields: ibuHamilFields,
  rules: [
    gestationLength,
    prePregnancyBmi,
    pregnancyWeightGain,
    maternalMuac,
    maternalBloodPressure,
    maternalDangerSign,
  ],
}
