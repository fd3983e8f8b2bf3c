import type { Field } from '#domain/instruments/instrument.ts'
import { inSection } from '#domain/instruments/block.ts'
import { calfField } from '#domain/instruments/body-fields.ts'
import { fallsField } from '#domain/instruments/falls-field.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023, Tabel 30'

const score = (id: string, cardId: string, max: number, alsoCardIds: readonly string[] = []): Field => ({
  id,
  cardId,
  alsoCardIds,
  type: 'number',
  unit: '{score}',
  decimals: 0,
  reject: { min: 0, max },
  step: 4,
  required: false,
  nakesOnly: true,
  source,
})

const seconds = (id: string, cardId: string, max: number): Field => ({
  id,
  cardId,
  type: 'number',
  unit: 's',
  decimals: 2,
  reject: { min: 0.5, max },
  step: 4,
  required: false,
  nakesOnly: true,
  source: `${source}; range Teratai's own`,
})

/** By domain of SKILAS: what nakes of pustu and puskesmas look closer with, entered as scores. */
export const lansiaLanjutanFields: readonly Field[] = [
  ...inSection('cognition', [
    score('miniCog', 'mini_cog', 5, ['minicog', 'mini_cog_skor']),
    score('amt', 'amt', 10, ['amt_skor']),
  ]),
  ...inSection('mobility', [
    score('sppb', 'sppb', 12, ['sppb_skor']),
    score('sppbBalance', 'sppb_keseimbangan', 4),
    seconds('sppbGaitSeconds', 'sppb_jalan_detik', 120),
    seconds('sppbChairSeconds', 'sppb_kursi_detik', 120),
    score('sarcF', 'sarc_f', 10, ['sarcf', 'sarc_f_skor']),
    score('sarcCalfTotal', 'sarc_calf', 20, ['sarc_calf_skor', 'sarccalf']),
    calfField({ required: false, source: `${source}; ranges Teratai's own` }),
    seconds('timedUpAndGoSeconds', 'tug_detik', 300),
    fallsField({ source: "Teratai's own" }),
    score('morse', 'morse', 125, ['morse_skor']),
  ]),
  ...inSection('nutrition', [
    score('mnaSf', 'mna_sf', 14, ['mnasf', 'mna_sf_skor']),
    score('rapuh', 'rapuh', 5, ['rapuh_skor']),
  ]),
  ...inSection('sight', [
    score('sightFarCorrect', 'e_chart_jauh_benar', 4),
    score('sightNearCorrect', 'e_chart_dekat_benar', 4),
  ]),
  ...inSection('hearing', [score('whisperWordsCorrect', 'tes_bisik_kata_benar', 4)]),
  ...inSection('mentalHealth', [
    score('gds4', 'gds_4', 4, ['gds_4_skor']),
    score('gds15', 'gds_15', 15, ['gds_15_skor']),
  ]),
]
