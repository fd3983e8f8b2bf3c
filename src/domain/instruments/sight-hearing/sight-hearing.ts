import type { Block } from '#domain/instruments/block.ts'
import { inSection } from '#domain/instruments/block.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { outerEar, whisper, whisperIds, wordsHeardIds } from '#domain/rules/hearing.ts'
import {
  fingerCount,
  fingerCountIds,
  fingerCountRepeatIds,
  outerEye,
  type SensesCard,
  visus,
  visusIds,
  visusLines,
} from '#domain/rules/sight.ts'
import { numberSetting } from '#domain/settings.ts'

const card = 'Kartu Bantu Pemeriksaan (KMK HK.01.07/MENKES/2015/2023)'
const freeCheck = 'Cek Kesehatan Gratis (KMK HK.01.07/MENKES/33/2025)'

/** Every six months, or by the setting once a year. */
const isDue =
  (id: string): Condition =>
  (context) =>
    isDueAgain(context, id, numberSetting(context.settings, 'sightHearingEveryMonths'))

/** "Tidak dapat dilakukan" is the state `cannotBeDone` that every question has. */
const printed = { normal: 'normal', impaired: 'gangguan', repeat: 'ulang' } as const

const fingerCountField = (id: string, cardId: string): Field => ({
  id,
  cardId,
  type: 'choice',
  choices: ['normal', 'impaired', 'repeat'],
  printed,
  step: 4,
  required: isDue(id),
  shownWhen: isDue(id),
  source: card,
})

const fingerCountRepeatField = (id: string, cardId: string, first: string): Field => {
  const toRepeat: Condition = ({ answers }) => answers[first] === 'repeat'
  return {
    id,
    cardId,
    type: 'choice',
    choices: ['normal', 'impaired', 'repeat'],
    printed,
    step: 4,
    required: toRepeat,
    shownWhen: toRepeat,
    source: "Teratai's own: one wrong of five without three right in a row is tested once more",
  }
}

const visusField = (id: string, cardId: string): Field => ({
  id,
  cardId,
  type: 'choice',
  choices: visusLines,
  step: 4,
  required: false,
  nakesOnly: true,
  source: `${card}; ${freeCheck}`,
})

const sightFields: readonly Field[] = inSection('sight', [
  fingerCountField(fingerCountIds.right, 'mata_kanan_hitung_jari'),
  fingerCountRepeatField(fingerCountRepeatIds.right, 'mata_kanan_hitung_jari_2', fingerCountIds.right),
  fingerCountField(fingerCountIds.left, 'mata_kiri_hitung_jari'),
  fingerCountRepeatField(fingerCountRepeatIds.left, 'mata_kiri_hitung_jari_2', fingerCountIds.left),
  visusField(visusIds.right, 'mata_visus_kanan'),
  visusField(visusIds.left, 'mata_visus_kiri'),
  {
    id: 'wearsGlasses',
    cardId: 'mata_kacamata',
    type: 'yesNo',
    step: 4,
    required: false,
    shownWhen: isDue(fingerCountIds.right),
    source: freeCheck,
  },
  {
    id: 'outerEyeSigns',
    cardId: 'mata_luar',
    type: 'multi',
    choices: ['stye', 'redOrDischarge', 'cloudyLens', 'bitotSpots', 'colourBlind'],
    printed: {
      stye: 'bisul kelopak',
      redOrDischarge: 'merah/bengkak/sekret',
      cloudyLens: 'lensa keruh',
      bitotSpots: 'bercak bitot',
      colourBlind: 'buta warna',
    },
    step: 4,
    required: false,
    nakesOnly: true,
    source: card,
  },
])

/** The card's own answer is asked for, unless the words were counted. */
const earIsDue =
  (side: 'right' | 'left'): Condition =>
  (context) =>
    isDue(whisperIds[side])(context) && !hasValue(context.answers[wordsHeardIds[side]])

const whisperField = (side: 'right' | 'left', cardId: string): Field => ({
  id: whisperIds[side],
  cardId,
  type: 'choice',
  choices: ['normal', 'impaired'],
  printed: { normal: 'normal', impaired: 'gangguan' },
  step: 4,
  required: earIsDue(side),
  shownWhen: isDue(whisperIds[side]),
  source: card,
})

const wordsHeardField = (side: 'right' | 'left', cardId: string): Field => ({
  id: wordsHeardIds[side],
  cardId,
  type: 'number',
  unit: '{word}',
  decimals: 0,
  reject: { min: 0, max: 5 },
  step: 4,
  required: false,
  nakesOnly: true,
  source: freeCheck,
})

const hearingFields: readonly Field[] = inSection('hearing', [
  whisperField('right', 'telinga_kanan_bisik'),
  whisperField('left', 'telinga_kiri_bisik'),
  wordsHeardField('right', 'telinga_bisik_benar_ka'),
  wordsHeardField('left', 'telinga_bisik_benar_ki'),
  {
    id: 'outerEarSigns',
    cardId: 'telinga_luar',
    type: 'multi',
    choices: ['wax', 'infection', 'bleeding'],
    printed: { wax: 'serumen', infection: 'infeksi/cairan/nyeri tarik', bleeding: 'berdarah' },
    alsoPrinted: { infection: ['infeksi', 'cairan', 'nyeri tarik'] },
    step: 4,
    required: false,
    nakesOnly: true,
    source: `${card}; ${freeCheck}`,
  },
])

/** Eyes and ears, each side by itself; finger counting and whisper come round every six months. */
export const sightHearingBlock = (rules: SensesCard): Block => ({
  fields: [...sightFields, ...hearingFields],
  rules: [fingerCount(rules), visus(rules), outerEye(rules), whisper(rules), outerEar(rules)],
})
