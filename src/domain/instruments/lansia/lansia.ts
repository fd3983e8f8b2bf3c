import { lansiaFields } from '#domain/instruments/adult-fields.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { adultBloodPressure, adultDangerSign } from '#domain/rules/adult-blood-pressure.ts'
import { adultBmi } from '#domain/rules/adult-bmi.ts'
import { olderMuac } from '#domain/rules/adult-muac.ts'
import { glucose, hba1c, knownDiabetes } from '#domain/rules/glucose.ts'
import { knownHypertension } from '#domain/rules/known-hypertension.ts'
import { waist } from '#domain/rules/waist.ts'

/** Kartu Bantu Pemeriksaan Lansia: from 60 years. */
export const lansia: Instrument = {
  id: 'lansia',
  kind: 'card',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023',
  appliesTo: (person, day) => {
    const years = ageIn({ person, day })?.years
    return years !== undefined && years >= lansiaFromYears
  },
  fields: lansiaFields,
  rules: [
    adultBmi,
    waist('D-2'),
    olderMuac,
    adultBloodPressure,
    knownHypertension,
    adultDangerSign,
    glucose('D-4'),
    knownDiabetes,
    hba1c('D-4'),
  ],
}
