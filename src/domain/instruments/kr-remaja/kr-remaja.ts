import { ageIn } from '#domain/instruments/age-in.ts'
import { identityDerived } from '#domain/instruments/history-behaviour/identity-derived.ts'
import type { Field, Instrument } from '#domain/instruments/instrument.ts'
import { homeVisitHead, whenMet } from '#domain/instruments/kr-head.ts'
import { homeSmokingBlock } from '#domain/instruments/smoking/smoking.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import { isAskedAboutSmoking } from '#domain/instruments/smoking/youth-smoking-fields.ts'
import { adultFromYears } from '#domain/life-stage/life-stage.ts'
import { ironTablets } from '#domain/rules/iron-tablets.ts'
import { raisedTemperature } from '#domain/rules/raised-temperature.ts'
import { waist } from '#domain/rules/waist.ts'
import {
  homeGlucose,
  homeHaemoglobin,
  homeMeals,
  homeMeasurement,
  homeMentalScreening,
  homePressure,
  isToldToNakes,
  youthHomeVisitCard,
} from '#domain/rules/youth-home-visit.ts'
import { krRemajaFields } from './kr-remaja-fields.ts'

const head = homeVisitHead({
  card: youthHomeVisitCard,
  hasDangerSign: isToldToNakes,
  flagsTemperature: false,
  alsoCardIds: { temperatureC: ['kr_suhu'] },
})
const tbc = tbcBlock('remaja')
const smoking = homeSmokingBlock('kr_rokok', {
  required: whenMet(isAskedAboutSmoking),
  shownWhen: whenMet(isAskedAboutSmoking),
})

/** A question of the posyandu, asked at home of whoever was found there. */
const atHome = (field: Field): Field => ({
  ...field,
  required: whenMet(field.required),
  shownWhen: whenMet(field.shownWhen ?? true),
})

/** Checklist Kunjungan Rumah Usia Sekolah dan Remaja: 72 completed months to the day before adulthood. */
export const krRemaja: Instrument = {
  id: 'kr-remaja',
  kind: 'homeVisit',
  edition: '2026.1',
  source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
  appliesTo: (person, day, settings) => {
    const age = ageIn({ person, day })
    return age !== undefined && age.months >= 72 && age.years < adultFromYears(settings)
  },
  fields: [...head.fields, ...krRemajaFields, ...tbc.fields.map(atHome), ...smoking.fields],
  rules: [
    ...head.rules,
    raisedTemperature({
      id: 'schoolTemperature',
      card: youthHomeVisitCard,
      level: 'refer',
      deadline: 'today',
    }),
    homeMeasurement,
    waist('R-3'),
    homeMeals,
    ironTablets,
    homeHaemoglobin,
    homePressure,
    homeGlucose,
    homeMentalScreening,
    ...tbc.rules,
    ...smoking.rules,
  ],
  derived: [...identityDerived, { cardId: 'tgl_kunjungan', from: 'visit' }],
}
