import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { adultFromYears } from '#domain/life-stage/life-stage.ts'
import { adultDangerSign } from '#domain/rules/adult-blood-pressure.ts'
import { womenMuac } from '#domain/rules/adult-muac.ts'
import { glucose, hba1c } from '#domain/rules/glucose.ts'
import { maternalBloodPressure } from '#domain/rules/maternal-blood-pressure.ts'
import { maternalDangerSign } from '#domain/rules/maternal-danger-signs.ts'
import { maternalMuac } from '#domain/rules/maternal-muac.ts'
import { schoolBmiForAge, schoolHeightForAge } from '#domain/rules/school-growth.ts'
import { waist } from '#domain/rules/waist.ts'
import { youthBloodPressure } from '#domain/rules/youth-blood-pressure.ts'
import { remajaFields } from './remaja-fields.ts'

/** Kartu Bantu Pemeriksaan Usia Sekolah dan Remaja: 72 completed months to the day before adulthood. */
export const remaja: Instrument = {
  id: 'remaja',
  kind: 'card',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023; AAP 2017',
  appliesTo: (person, day, settings) => {
    const age = ageIn({ person, day })
    return age !== undefined && age.months >= 72 && age.years < adultFromYears(settings)
  },
  fields: remajaFields,
  rules: [
    schoolBmiForAge,
    schoolHeightForAge,
    waist('R-3'),
    womenMuac('R-4'),
    maternalMuac,
    youthBloodPressure,
    maternalBloodPressure,
    maternalDangerSign,
    adultDangerSign,
    glucose('R-6'),
    hba1c('R-6'),
  ],
}
