import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { onForm } from '#domain/instruments/official-item.ts'
import { hasValue, yesNoIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { aksPoints } from '#domain/rules/aks.ts'
import { chairTestIsUnsafe } from '#domain/rules/skilas.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023, Formulir 5 (SKILAS)'

const and =
  (one: Condition, other: Condition): Condition =>
  (context) =>
    one(context) && other(context)

const word = (at: 1 | 2 | 3, isAsked: Condition): Field => ({
  id: `skilasWord${at}`,
  cardId: `skilas_kata_${at}`,
  type: 'text',
  maxLength: 40,
  step: 4,
  required: false,
  shownWhen: isAsked,
  source: `${source}; kept so that the next year has other words`,
})

const answerTo = (id: string, cardId: string, number: string, isAsked: Condition): Field =>
  onForm('skilas', number, {
    id,
    cardId,
    type: 'choice',
    choices: ['correct', 'wrong'],
    printed: { correct: 'benar', wrong: 'salah' },
    alsoPrinted: { correct: ['ya'], wrong: ['tidak'] },
    step: 4,
    required: isAsked,
    shownWhen: isAsked,
    source,
  })

const tick = (id: string, cardId: string, number: string, isAsked: Condition): Field =>
  onForm('skilas', number, {
    ...yesNoField({ id, cardId, step: 4, source, required: isAsked, shownWhen: isAsked }),
    battery: 'skilas',
  })

const test = (id: string, cardId: string, number: string, isAsked: Condition): Field =>
  onForm('skilas', number, yesNoField({ id, cardId, step: 4, source, required: isAsked, shownWhen: isAsked }))

const chairIsSafe: Condition = (context) => !chairTestIsUnsafe(context)

/** Only asked where AKS has not told it. */
const transferIsOpen: Condition = ({ answers }) => (aksPoints('aksTransfer', answers) ?? 3) > 1

const armIsOpen: Condition = ({ answers }) => !hasValue(answers['muacCm'])
const hasNoEyeProblem: Condition = ({ answers }) => yesNoIn(answers, 'skilasEyeProblem') === false

/** The six domains: what is remembered, mobility, then what is ticked in one list, then eyes and ears. */
export const skilasFields = (isAsked: Condition): readonly Field[] => [
  word(1, isAsked),
  word(2, isAsked),
  word(3, isAsked),
  answerTo('skilasTime', 'skilas_orientasi_waktu', '1', isAsked),
  answerTo('skilasPlace', 'skilas_orientasi_tempat', '1', isAsked),
  onForm('skilas', '1', {
    id: 'skilasRecall',
    cardId: 'skilas_ulang_3kata',
    type: 'choice',
    choices: ['all', 'notAll'],
    printed: { all: '3', notAll: '2' },
    alsoPrinted: { all: ['ya', 'benar'], notAll: ['0', '1', 'tidak', 'salah'] },
    step: 4,
    required: isAsked,
    shownWhen: isAsked,
    source,
  }),
  onForm(
    'skilas',
    '2',
    yesNoField({
      id: 'skilasChairUnsafe',
      cardId: 'skilas_kursi_tidak_aman',
      step: 4,
      source: `${source}; Teratai's own`,
      shownWhen: and(isAsked, transferIsOpen),
    }),
  ),
  test('skilasChair', 'skilas_kursi_5x', '2', and(isAsked, chairIsSafe)),
  onForm('skilas', '2', {
    id: 'skilasChairSeconds',
    cardId: 'skilas_kursi_detik',
    type: 'number',
    unit: 's',
    decimals: 1,
    reject: { min: 1, max: 120 },
    confirm: { min: 4, max: 60 },
    step: 4,
    required: false,
    shownWhen: and(isAsked, chairIsSafe),
    source: `${source}; ranges Teratai's own`,
  }),
  tick('skilasWeightLoss', 'skilas_bb_turun', '3', isAsked),
  tick('skilasAppetite', 'skilas_nafsu_makan', '3', isAsked),
  tick('skilasMuacLow', 'skilas_lila_kurang', '3', and(isAsked, armIsOpen)),
  tick('skilasEyeProblem', 'skilas_mata_masalah', '4', isAsked),
  tick('skilasSad', 'skilas_sedih', '6', isAsked),
  tick('skilasInterest', 'skilas_minat', '6', isAsked),
  test('skilasSightTest', 'skilas_tes_melihat', '4', and(isAsked, hasNoEyeProblem)),
  test('skilasWhisper', 'skilas_tes_bisik', '5', isAsked),
]
