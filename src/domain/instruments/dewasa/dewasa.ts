import { dewasaFields } from '#domain/instruments/adult-fields.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { adultFromYears, lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { adultBloodPressure, adultDangerSign } from '#domain/rules/adult-blood-pressure.ts'
import { adultBmi } from '#domain/rules/adult-bmi.ts'
import { womenMuac } from '#domain/rules/adult-muac.ts'
import { glucose, hba1c, knownDiabetes } from '#domain/rules/glucose.ts'
import { knownHypertension } from '#domain/rules/known-hypertension.ts'
import { maternalBloodPressure } from '#domain/rules/maternal-blood-pressure.ts'
import { maternalDangerSign } from '#domain/rules/maternal-danger-signs.ts'
import { maternalMuac } from '#domain/rules/maternal-muac.ts'
import { waist } from '#domain/rules/waist.ts'

/** Kartu Bantu Pemeriksaan Dewasa: adulthood to 59 years. */
export const dewasa: Instrument = {
  id: 'dewasa',
  kind: 'card',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023',
  appliesTo: (person, day, settings) => {
    const years = ageIn({ person, day })?.years
    return years !== undefined && years >= adultFromYears(settings) && years < lansiaFromYears
  },
  fields: dewasaFields,
  rules: [
    adultBmi,
    waist('D-2'),
    womenMuac('D-7'),
    maternalMuac,
    adultBloodPressure,
    knownHypertension,
    maternalBloodPressure,
    maternalDangerSign,
    adultDangerSign,
    glucose('D-4'),
    knownDiabetes,
    hba1c('D-4'),
  ],
}
