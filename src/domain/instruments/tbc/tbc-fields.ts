import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { isOnTbcTreatment } from '#domain/rules/tbc.ts'
import {
  columnsOf,
  hasTbcCough,
  isChildForTbc,
  type TbcCard,
  weighsLess,
} from '#domain/rules/tbc-symptoms.ts'
import { wordSetting } from '#domain/settings.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'
const card = `Kartu Bantu Pemeriksaan (${juknis})`

const isScreened: Condition = (context) => !isOnTbcTreatment(context)

/** On which of the home-visit forms the same question stands, and under which prefix. */
const onHomeVisits = (name: string) => [`kr_tbc_${name}`, `kd_tbc_${name}`, `kl_tbc_${name}`]

/** What only matters beside a cough is asked when there is one, or when the puskesmas screens by W4SS. */
const besideCough: Condition = (context) => isScreened(context) && (wantsAll(context) || hasTbcCough(context))

const wantsAll: Condition = ({ settings }) => wordSetting(settings, 'tbcRule') === 'w4ss'

const symptom = (field: Pick<Field, 'id' | 'cardId' | 'alsoCardIds' | 'shownWhen' | 'required'>): Field => ({
  ...yesNoField({ ...field, step: 4, source: card }),
  battery: 'tbcSymptoms',
})

const treated: Field = yesNoField({
  id: 'tbcOnTreatment',
  cardId: 'tbc_sedang_pengobatan',
  step: 4,
  source: juknis,
})

const cough: Field = {
  id: 'tbcCough',
  cardId: 'tbc_batuk',
  alsoCardIds: [...onHomeVisits('batuk'), 'kt_batuk', 'status_batuk'],
  type: 'choice',
  choices: ['none', 'under2Weeks', 'from2Weeks', 'unspecified'],
  printed: { none: 'tidak', under2Weeks: '<2 minggu', from2Weeks: '≥2 minggu', unspecified: 'ya' },
  alsoPrinted: {
    under2Weeks: ['< 2 minggu', 'ya <2 minggu', 'kurang dari 2 minggu', '<2 mgg', '< 2 mgg'],
    from2Weeks: [
      '≥ 2 minggu',
      '>=2 minggu',
      '>= 2 minggu',
      '>2 minggu',
      '> 2 minggu',
      'ya >2 minggu',
      '≥2 mgg',
      '≥ 2 mgg',
      '>=2 mgg',
      'ya ≥2 minggu',
      'lebih dari 2 minggu',
      '2 minggu atau lebih',
    ],
  },
  step: 4,
  required: isScreened,
  shownWhen: isScreened,
  source: card,
}

const contact: Field = {
  id: 'tbcContact',
  cardId: 'tbc_kontak',
  alsoCardIds: [...onHomeVisits('kontak'), 'kt_kontak'],
  type: 'choice',
  choices: ['none', 'household', 'close', 'notKnown'],
  printed: { none: 'tidak', household: 'serumah', close: 'erat', notKnown: 'tidak_tahu' },
  alsoPrinted: {
    household: ['keluarga', 'ART', 'kontak serumah', 'ya, serumah', 'ya serumah'],
    close: ['ya', 'tetangga', 'kontak erat', 'ya, erat', 'ya erat'],
  },
  step: 4,
  required: isScreened,
  shownWhen: isScreened,
  source: card,
}

/** Whether lethargy is among the symptoms of whoever is asked. */
const asksLethargy =
  (of: TbcCard): Condition =>
  (context) =>
    isScreened(context) && (isChildForTbc(of, context) || besideCough(context))

const isYouth =
  (of: TbcCard): Condition =>
  (context) =>
    isScreened(context) && columnsOf(of, context) === 'youth'

/** The questions on symptoms and contact, on whichever card. */
export const tbcQuestions = (of: TbcCard): readonly Field[] => [
  treated,
  cough,
  symptom({
    id: 'tbcFever',
    cardId: 'tbc_demam',
    alsoCardIds: [...onHomeVisits('demam'), 'kt_demam'],
    required: isScreened,
    shownWhen: isScreened,
  }),
  symptom({
    id: 'tbcWeightLoss',
    cardId: 'tbc_bb_turun',
    alsoCardIds: ['tbc_bb', ...onHomeVisits('bb_turun'), 'kt_bb_turun'],
    required: (context) => isScreened(context) && !weighsLess(context),
    shownWhen: isScreened,
  }),
  symptom({
    id: 'tbcLethargy',
    cardId: 'tbc_lesu',
    alsoCardIds: [...onHomeVisits('lesu'), 'kt_lesu'],
    required: isYouth(of),
    shownWhen: asksLethargy(of),
  }),
  symptom({
    id: 'tbcLymphNodes',
    cardId: 'tbc_kgb',
    required: false,
    shownWhen: asksLethargy(of),
  }),
  ...coughCompanions,
  contact,
]

/** Blood is asked of whoever coughs, and of whoever is treated. */
const coughCompanions: readonly Field[] = [
  symptom({
    id: 'tbcNightSweats',
    cardId: 'tbc_keringat_malam',
    required: false,
    shownWhen: besideCough,
  }),
  symptom({
    id: 'tbcLossOfAppetite',
    cardId: 'tbc_nafsu_makan_turun',
    required: false,
    shownWhen: besideCough,
  }),
  symptom({ id: 'tbcBreathlessness', cardId: 'tbc_sesak', required: false, shownWhen: besideCough }),
  {
    id: 'tbcBloodInSputum',
    cardId: 'tbc_batuk_darah',
    type: 'choice',
    choices: ['none', 'some', 'massive'],
    printed: { none: 'tidak', some: 'ya', massive: 'banyak' },
    alsoPrinted: { some: ['ya, sedikit', 'sedikit'], massive: ['ya, banyak'] },
    step: 4,
    required: false,
    shownWhen: (context) => isOnTbcTreatment(context) || hasTbcCough(context),
    source: `${juknis}; amount Teratai's own`,
  },
]

/** What makes TBC likelier; it decides nothing by itself. */
export const tbcRiskFactors: Field = {
  id: 'tbcRiskFactors',
  cardId: 'tbc_faktor_risiko',
  type: 'multi',
  choices: [
    'contact',
    'hiv',
    'diabetes',
    'pregnancy',
    'smoker',
    'malnutrition',
    'over65',
    'crowdedHousing',
    'earlierTbc',
    'immunocompromised',
    'prisonOrDormitory',
  ],
  printed: {
    contact: 'kontak',
    hiv: 'ODHIV',
    diabetes: 'DM',
    pregnancy: 'hamil',
    smoker: 'perokok',
    malnutrition: 'malnutrisi',
    over65: 'lansia >65',
    crowdedHousing: 'padat kumuh',
    earlierTbc: 'riwayat TBC/putus obat',
    immunocompromised: 'imunokompromais',
    prisonOrDormitory: 'WBP/asrama',
  },
  step: 4,
  required: false,
  nakesOnly: true,
  shownWhen: isScreened,
  source: juknis,
}
