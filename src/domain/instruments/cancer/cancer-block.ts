import { type Block, inSection } from '#domain/instruments/block.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { sinceBirth, upToToday } from '#domain/instruments/chronic/chronic-fields.ts'
import {
  breastScreening,
  breastSelfExam,
  cancerSigns,
  cervicalScreening,
  isOfCervicalScreeningAge,
  isWomanFrom15,
  isWomanFrom30,
} from '#domain/rules/cancer-women.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'
const freeCheck = 'KMK HK.01.07/MENKES/33/2025'

const yearly =
  (concerns: Condition, id: string): Condition =>
  (context) =>
    concerns(context) && isDueAgain(context, id, 12)

const asked = (id: string, cardId: string, shownWhen: Condition, keptIn?: 'person'): Field => ({
  id,
  cardId,
  type: 'yesNo',
  step: 4,
  required: false,
  shownWhen,
  source: juknis,
  ...(keptIn && { keptIn }),
})

const lastOn = (id: string, cardId: string, shownWhen: Condition): Field => ({
  id,
  cardId,
  type: 'date',
  earliest: sinceBirth,
  latest: upToToday,
  step: 4,
  required: false,
  shownWhen,
  keptIn: 'person',
  source: juknis,
})

const resultField = (id: string, cardId: string, suspicious: boolean, shownWhen: Condition): Field => ({
  id,
  cardId,
  type: 'choice',
  choices: ['negative', 'positive', ...(suspicious ? ['suspectedCancer'] : [])],
  printed: {
    negative: 'negatif',
    positive: 'positif',
    ...(suspicious && { suspectedCancer: 'curiga kanker' }),
  },
  step: 4,
  required: false,
  nakesOnly: true,
  shownWhen,
  keptIn: 'person',
  source: freeCheck,
})

const had =
  (ever: string, concerns: Condition): Condition =>
  (context) =>
    concerns(context) && yesNoIn(context.answers, ever) === true

/** What the day's questions ask: signs and self-examination, once a year from 15 years. */
const questions: readonly Field[] = [
  asked('breastSelfExamMonthly', 'sadari_bulanan', yearly(isWomanFrom15, 'breastSelfExamMonthly')),
  asked('breastLump', 'benjolan_payudara', yearly(isWomanFrom15, 'breastLump')),
  asked('abnormalBleeding', 'perdarahan_abnormal', yearly(isWomanFrom15, 'abnormalBleeding')),
]

/** The last examination of cervix and breast. Dates and results stay with the person. */
export const examinationFields: readonly Field[] = inSection('cancer', [
  asked('ivaEver', 'iva_pernah', isOfCervicalScreeningAge, 'person'),
  lastOn('ivaLastOn', 'iva_terakhir', had('ivaEver', isOfCervicalScreeningAge)),
  resultField('ivaResult', 'iva_hasil', true, isOfCervicalScreeningAge),
  {
    ...lastOn('hpvDnaLastOn', 'hpv_dna_terakhir', isOfCervicalScreeningAge),
    nakesOnly: true,
  },
  resultField('hpvDnaResult', 'hpv_dna_hasil', false, isOfCervicalScreeningAge),
  asked('sadanisEver', 'sadanis_pernah', isWomanFrom30, 'person'),
  lastOn('sadanisLastOn', 'sadanis_terakhir', had('sadanisEver', isWomanFrom30)),
  resultField('sadanisResult', 'sadanis_hasil', true, isWomanFrom30),
])

/** Breast and cervix on the cards of women. */
export const womenCancerBlock: Block = {
  fields: inSection('cancer', [...questions, ...examinationFields]),
  rules: [cancerSigns, cervicalScreening, breastScreening, breastSelfExam],
}
