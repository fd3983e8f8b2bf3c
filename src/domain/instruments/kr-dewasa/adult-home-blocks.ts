import type { Block } from '#domain/instruments/block.ts'
import { chronicHomeBlock } from '#domain/instruments/chronic/chronic-block.ts'
import { identityFields } from '#domain/instruments/history-behaviour/identity-fields.ts'
import { isiPiringkuField, homeVisitEnd, mentalCheckField } from '#domain/instruments/home-visit-questions.ts'
import type { Condition, Field, Rule } from '#domain/instruments/instrument.ts'
import { homeVisitHead, isMet, whenMet } from '#domain/instruments/kr-head.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { homeSmokingBlock } from '#domain/instruments/smoking/smoking.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import {
  adultMentalCheck,
  homeMealsOfAdults,
  mentalScreeningAnswers,
  wasDoneInYear,
} from '#domain/rules/adult-home.ts'
import { adultTemperature } from '#domain/rules/adult-illness.ts'
import { flaggedTemperatureC } from '#domain/rules/raised-temperature.ts'

type AdultHomeVisit = {
  readonly of: 'dewasa' | 'lansia'
  readonly prefix: 'kd' | 'kl'
  /** The id that findings carry for which the page has no other. */
  readonly card: string
  /** A danger sign of this checklist beside fever. */
  readonly hasDangerSign?: Condition
}

const hasFever: Condition = ({ answers }) => (numberIn(answers, 'temperatureC') ?? 0) >= flaggedTemperatureC

/** Nobody is asked who was not found at home. */
const ofMet = (fields: readonly Field[]): readonly Field[] =>
  fields.map((field) => ({ ...field, shownWhen: whenMet(field.shownWhen ?? true) }))

const marital = identityFields.filter(({ id }) => id === 'maritalStatus')

const familyIllnesses: Field = {
  id: 'familyIllnesses',
  cardId: 'kd_riwayat_keluarga',
  alsoCardIds: ['kl_riwayat_keluarga'],
  type: 'multi',
  choices: ['hypertension', 'diabetes', 'stroke', 'heartDisease', 'asthma', 'cancer', 'highCholesterol'],
  printed: {
    hypertension: 'hipertensi',
    diabetes: 'dm',
    stroke: 'stroke',
    heartDisease: 'jantung',
    asthma: 'asma',
    cancer: 'kanker',
    highCholesterol: 'kolesterol_tinggi',
  },
  alsoPrinted: { diabetes: ['diabetes', 'kencing manis'] },
  step: 1,
  required: false,
  keptIn: 'person',
  section: 'history',
  source: 'Checklist Kunjungan Rumah Dewasa (KMK HK.01.07/MENKES/2015/2023)',
}

const screeningIsOpen: Condition = (context) =>
  isMet(context) &&
  wasDoneInYear({ ...context, answers: {} }, 'mentalCheckInYear', mentalScreeningAnswers) !== true

const headOf = ({ prefix, card, hasDangerSign }: AdultHomeVisit): Block =>
  homeVisitHead({
    card,
    hasDangerSign: (context) => hasFever(context) || hasDangerSign?.(context) === true,
    flagsTemperature: false,
    alsoCardIds: { temperatureC: [`${prefix}_suhu`] },
  })

/** The temperature is a row of these checklists, no option. */
const withTemperature = (field: Field): Field =>
  field.id === 'temperatureC' ? { ...field, required: isMet } : field

/** The rows that the checklists of adults and of older people share, with their rules. */
export function adultHomeBlocks(visit: AdultHomeVisit): readonly Block[] {
  const rules: readonly Rule[] = [
    adultTemperature({ card: visit.card, level: 'refer', deadline: 'today' }),
    homeMealsOfAdults(visit.card),
    adultMentalCheck,
  ]
  const head = headOf(visit)
  const tbc = tbcBlock(visit.of)
  const chronic = chronicHomeBlock(isMet)
  return [
    { fields: head.fields.map(withTemperature), rules: head.rules },
    { fields: ofMet([...marital.map((field) => ({ ...field, required: false })), familyIllnesses]), rules },
    { fields: [isiPiringkuField({ required: isMet, shownWhen: isMet })], rules: [] },
    { fields: ofMet(chronic.fields), rules: chronic.rules },
    homeSmokingBlock(`${visit.prefix}_rokok`, { required: isMet, shownWhen: isMet }),
    { fields: [mentalCheckField({ required: screeningIsOpen, shownWhen: screeningIsOpen })], rules: [] },
    { fields: ofMet(tbc.fields), rules: tbc.rules },
    { fields: homeVisitEnd(isMet), rules: [] },
  ]
}
