import type { Block } from '#domain/instruments/block.ts'
import { fromYears, isDueAgain } from '#domain/instruments/due-again.ts'
import type { Coding, Condition, Field, FieldContext } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { riskBehaviour, riskBehaviours } from '#domain/rules/youth-behaviour.ts'

const source = 'Kartu Bantu Pemeriksaan (KMK HK.01.07/MENKES/2015/2023)'

type Illness = {
  readonly name: string
  readonly cardName: string
  readonly alsoPrinted?: readonly string[]
  readonly snomed?: string
}

/** The illnesses of the card's header; thalassaemia and TBC stand beside them as Teratai's own. */
const illnesses: readonly Illness[] = [
  { name: 'Hypertension', cardName: 'hipertensi', snomed: '38341003' },
  { name: 'Diabetes', cardName: 'dm', alsoPrinted: ['diabetes', 'kencing manis'], snomed: '73211009' },
  { name: 'Stroke', cardName: 'stroke', snomed: '230690007' },
  { name: 'HeartDisease', cardName: 'jantung', snomed: '56265001' },
  { name: 'Asthma', cardName: 'asma', snomed: '195967001' },
  { name: 'Cancer', cardName: 'kanker', snomed: '363346000' },
  { name: 'HighCholesterol', cardName: 'kolesterol_tinggi', snomed: '13644009' },
  { name: 'Thalassaemia', cardName: 'talasemia' },
]

const fromFifteen = fromYears(15)
const fromTen = fromYears(10)

const codesOf = ({ snomed }: Illness): { codes?: readonly Coding[] } =>
  snomed ? { codes: [{ system: 'snomed', code: snomed }] } : {}

const rowOf = (whose: 'family' | 'own') => (whose === 'family' ? 'riwayat_keluarga' : 'riwayat_diri')

/** "Tidak tahu" is the state `unknown` that every question has. */
const historyField = (whose: 'family' | 'own', illness: Illness): Field => ({
  id: `${whose}${illness.name}`,
  cardId: `${rowOf(whose)}_${illness.cardName}`,
  type: 'yesNo',
  step: 1,
  required: false,
  shownWhen: fromFifteen,
  keptIn: 'person',
  section: 'history',
  battery: `${whose}History`,
  listedAs: { row: rowOf(whose), printed: [illness.cardName, ...(illness.alsoPrinted ?? [])] },
  source,
  ...codesOf(illness),
})

const tuberculosis: Illness = { name: 'Tuberculosis', cardName: 'tbc', alsoPrinted: ['tbc_serumah'] }
const familyTuberculosis: Field = {
  ...historyField('family', tuberculosis),
  cardId: 'riwayat_keluarga_tbc_serumah',
  alsoCardIds: ['riwayat_keluarga_tbc'],
}
const ownTuberculosis: Field = {
  ...historyField('own', tuberculosis),
  alsoCardIds: ['riwayat_diri_tbc_serumah'],
}

const historyFields: readonly Field[] = [
  ...illnesses.map((illness) => historyField('family', illness)),
  familyTuberculosis,
  ...illnesses.map((illness) => historyField('own', illness)),
  ownTuberculosis,
]

const behaviourField = (id: string, cardId: string, shownWhen: Condition): Field => ({
  id,
  cardId,
  type: 'yesNo',
  step: 1,
  required: false,
  shownWhen,
  keptIn: 'person',
  section: 'behaviour',
  battery: 'behaviour',
  source: `${source}; Permenkes 30/2013`,
})

const isAnythingKnown = ({ answers }: FieldContext) =>
  [...historyFields.map(({ id }) => id), ...riskBehaviours.map(({ id }) => id), 'smokes'].some((id) =>
    hasValue(answers[id]),
  )

/** Once a year the header is gone through again, and whoever did says so. */
const reviewIsDue: Condition = (context) =>
  fromTen(context) && isAnythingKnown(context) && isDueAgain(context, 'historyReviewed', 12)

type Asked = {
  /** Where the card has a smoking questionnaire of its own, that asks; the header's tick is then only understood. */
  readonly smokingTick: 'asked' | 'understood'
}

/** Family history, own history and risk behaviour: the header of the cards from 10 and 15 years, reviewed yearly. */
export const historyBehaviourBlock = ({ smokingTick }: Asked): Block => ({
  fields: [
    ...historyFields,
    {
      ...behaviourField('smokes', 'perilaku_merokok', smokingTick === 'asked' ? fromTen : () => false),
      codes: [{ system: 'loinc', code: '72166-2' }],
    },
    ...riskBehaviours.map(({ id, cardId, fromYears: years }) => behaviourField(id, cardId, fromYears(years))),
    {
      id: 'historyReviewed',
      cardId: 'riwayat_ditinjau',
      type: 'yesNo',
      step: 1,
      required: false,
      shownWhen: reviewIsDue,
      section: 'behaviour',
      source: `${source}; Teratai's own`,
    },
  ],
  rules: [riskBehaviour],
})
