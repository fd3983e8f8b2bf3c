import { inSection } from '#domain/instruments/block.ts'
import {
  feverFields,
  feverSign,
  convulsionOrSwellingField,
  signFields,
  signList,
} from '#domain/instruments/ibu-hamil/danger-sign-fields.ts'
import { mayBeMother } from '#domain/instruments/ibu-hamil/ibu-hamil.ts'
import {
  isHypertensive,
  motherMuac,
  motherPressure,
  motherWeight,
} from '#domain/instruments/ibu-hamil/measurement-fields.ts'
import { mentalHealthTotal } from '#domain/instruments/ibu-hamil/nakes-fields.ts'
import type { Condition, Derived, Field, Instrument } from '#domain/instruments/instrument.ts'
import { kiaBookField } from '#domain/instruments/kia-book-field.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { outcomeBlock } from '#domain/instruments/outcome/outcome-block.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import { temperatureField } from '#domain/instruments/temperature-field.ts'
import { kiaBookAtHand } from '#domain/rules/home-visit-head.ts'
import { motherMeals } from '#domain/rules/home-visit-mother.ts'
import { maternalBloodPressure } from '#domain/rules/maternal-blood-pressure.ts'
import { maternalDangerSigns } from '#domain/rules/maternal-danger-signs.ts'
import { maternalFever } from '#domain/rules/maternal-fever.ts'
import { maternalMuac } from '#domain/rules/maternal-muac.ts'
import { motherMentalHealth } from '#domain/rules/mother-mental-health.ts'
import { convulsionOrSwelling, signIn } from '#domain/rules/mother-signs.ts'
import { breastfeedingGoesOn, postpartumBmi, postpartumVisits } from '#domain/rules/postpartum-care.ts'
import { postpartumDangerSign, postpartumSigns } from '#domain/rules/postpartum-danger-signs.ts'
import { postpartumFamilyPlanning } from '#domain/rules/postpartum-family-planning.ts'
import { postpartumTablets } from '#domain/rules/postpartum-tablets.ts'
import { postpartumVitaminA } from '#domain/rules/postpartum-vitamin-a.ts'
import { wordSetting } from '#domain/settings.ts'
import { careFields } from './care-fields.ts'
import { deliveryFields } from './delivery-fields.ts'

const card = 'Kartu Bantu Pemeriksaan Ibu Nifas dan Menyusui (KMK HK.01.07/MENKES/2015/2023)'

const pressureIds: ReadonlySet<string> = new Set(maternalDangerSigns.map(({ id }) => id))
const signs = [...postpartumSigns, feverSign('nf_demam')]

const isLowInMood: Condition = (context) => signIn(context, 'lowMood') === true

/** How long a low mood has lasted, and whether it is dangerous: asked when there is one. */
export const moodFields: readonly Field[] = inSection('dangerSigns', [
  yesNoField({
    id: 'moodOverTwoWeeks',
    cardId: 'nf_jiwa_2_minggu',
    step: 1,
    shownWhen: isLowInMood,
    source: 'Buku KIA 2023',
  }),
  yesNoField({
    id: 'harmOrHallucination',
    cardId: 'nf_jiwa_bahaya',
    step: 1,
    required: isLowInMood,
    shownWhen: isLowInMood,
    source: 'Buku KIA 2023',
  }),
])

const dangerSignFields: readonly Field[] = [
  ...signFields(signs, {
    battery: 'postpartumDangerSigns',
    required: (id) => (pressureIds.has(id) ? isHypertensive : false),
  }),
  convulsionOrSwellingField,
  signList('postpartumDangerSigns', 'bahaya_nifas', [...signs, convulsionOrSwelling]),
  ...moodFields,
  ...feverFields('nf_menggigil'),
  temperatureField({
    section: 'dangerSigns',
    step: 1,
    shownWhen: (context) => signIn(context, 'fever') === true,
  }),
]

/** The printed column is the pregnancy curve, another printing's is body mass: either may be kept. */
const keepsColumn: Condition = ({ settings, answers }) =>
  wordSetting(settings, 'postpartumWeightColumn') !== 'bmi' || hasValue(answers['postpartumWeightColumn'])

const measurementFields: readonly Field[] = inSection('measurement', [
  { ...motherWeight, column: '2', source: card },
  {
    id: 'postpartumWeightColumn',
    cardId: 'bb_sesuai_kurva',
    column: '3',
    type: 'choice',
    choices: ['yes', 'no', 'under', 'normal', 'over', 'obese'],
    printed: {
      yes: 'ya',
      no: 'tidak',
      under: 'kurang',
      normal: 'normal',
      over: 'lebih',
      obese: 'obesitas',
    },
    step: 2,
    required: keepsColumn,
    shownWhen: keepsColumn,
    source: card,
  },
  { ...motherMuac, column: '4', source: card },
  ...motherPressure,
])

const tbc = tbcBlock('nifas')
const outcome = outcomeBlock('nifas')

const derived: readonly Derived[] = [
  { cardId: 'tgl_kunjungan', from: 'visit' },
  { cardId: 'hari_nifas', rule: 'postpartumVisits' },
  { cardId: 'kf', rule: 'postpartumVisits' },
  { cardId: 'lila_status', rule: 'maternalMuac' },
  { cardId: 'td_sesuai_kurva', rule: 'maternalBloodPressure' },
  ...outcome.derived,
]

/** Kartu Bantu Pemeriksaan Ibu Nifas dan Menyusui: from the birth until a child of 24 months. */
export const nifas: Instrument = {
  id: 'nifas',
  kind: 'card',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023; Buku KIA 2023',
  appliesTo: mayBeMother,
  fields: [
    ...deliveryFields,
    { ...kiaBookField({ required: false }), section: 'history' },
    ...dangerSignFields,
    ...measurementFields,
    ...tbc.fields,
    ...careFields,
    mentalHealthTotal,
    ...outcome.fields,
  ],
  rules: [
    postpartumBmi,
    maternalMuac,
    maternalBloodPressure,
    postpartumDangerSign('posyandu'),
    maternalFever('postpartum'),
    ...tbc.rules,
    postpartumVitaminA,
    postpartumTablets,
    breastfeedingGoesOn,
    motherMeals('R-NF-KB'),
    postpartumFamilyPlanning,
    postpartumVisits('posyandu'),
    kiaBookAtHand('§4.12'),
    motherMentalHealth,
    ...outcome.rules,
  ],
  derived,
}
