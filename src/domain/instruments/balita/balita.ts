import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { bilateralOedema, childDangerSign, youngInfantDangerSign } from '#domain/rules/acute-malnutrition.ts'
import { birthWeight, weightSinceBirth } from '#domain/rules/birth-weight.ts'
import {
  bmiForAge,
  headForAge,
  lengthForAge,
  weightForAge,
  weightForLength,
} from '#domain/rules/child-growth.ts'
import { childMuac } from '#domain/rules/child-muac.ts'
import { childWeightGain } from '#domain/rules/child-weight-gain.ts'
import { lengthStall } from '#domain/rules/length-stall.ts'
import { balitaFields } from './balita-fields.ts'

/** Kartu Bantu Pemeriksaan Bayi, Balita dan Anak Prasekolah: birth to 71 completed months. */
export const balita: Instrument = {
  id: 'balita',
  kind: 'card',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023; Permenkes 2/2020; Buku KIA 2023',
  appliesTo: (person, day) => {
    const months = ageIn({ person, day })?.months
    return months !== undefined && months < 72
  },
  fields: balitaFields,
  rules: [
    childWeightGain,
    weightForAge,
    lengthForAge,
    weightForLength,
    bmiForAge,
    headForAge,
    childMuac,
    bilateralOedema,
    lengthStall,
    birthWeight,
    weightSinceBirth,
    youngInfantDangerSign,
    childDangerSign,
  ],
}
