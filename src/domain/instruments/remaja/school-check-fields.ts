import { ageIn } from '#domain/instruments/age-in.ts'
import { type Block, inSection } from '#domain/instruments/block.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import { childDeworming, openCampaign } from '#domain/rules/child-supplements.ts'
import {
  caries,
  fitnessTest,
  fitnessTestFitness,
  hepatitisRisk,
  schoolActivity,
} from '#domain/rules/school-health.ts'
import { schoolImmunisation } from '#domain/rules/school-immunisation.ts'
import { numberSetting } from '#domain/settings.ts'
import { givenOnField, type SchoolDoseId, schoolDoseIds } from '#domain/schedule/dose-ids.ts'

const freeCheck = 'Cek Kesehatan Gratis Sekolah (KMK HK.01.07/MENKES/33/2025)'
const juknis = 'KMK HK.01.07/MENKES/2015/2023'

const isFromClassFour: Condition = ({ answers }) => Number(textIn(answers, 'schoolClass')) >= 4
const activityIsAsked: Condition = (context) =>
  isFromClassFour(context) && isDueAgain(context, 'activityTimes', 12)

const activityFields: readonly Field[] = inSection('behaviour', [
  {
    id: 'activityTimes',
    cardId: 'aktivitas_fisik_kali',
    type: 'choice',
    choices: ['none', 'oneOrTwo', 'threeOrFour', 'fiveOrMore'],
    printed: { none: '0', oneOrTwo: '1–2', threeOrFour: '3–4', fiveOrMore: '≥5' },
    alsoPrinted: {
      none: ['0 kali', 'tidak'],
      oneOrTwo: ['1-2', '1-2 kali'],
      threeOrFour: ['3-4', '3-4 kali'],
      fiveOrMore: ['>=5', '≥5 kali', '>=5 kali'],
    },
    step: 4,
    required: false,
    shownWhen: activityIsAsked,
    source: freeCheck,
  },
  {
    id: 'activityDuration',
    cardId: 'aktivitas_fisik_durasi',
    type: 'choice',
    choices: ['under30', 'from30To60', 'over60'],
    printed: { under30: '<30', from30To60: '30–60', over60: '>60' },
    alsoPrinted: {
      under30: ['<30 menit'],
      from30To60: ['30-60', '30–60 menit', '30-60 menit'],
      over60: ['>60 menit'],
    },
    step: 4,
    required: false,
    shownWhen: activityIsAsked,
    source: freeCheck,
  },
])

const fitnessCardIds = {
  fitnessBoneJoint: 'kebugaran_tulang_sendi',
  fitnessHeart: 'kebugaran_jantung',
  fitnessAsthma: 'kebugaran_asma',
  fitnessFainted: 'kebugaran_pingsan',
} as const

const fitnessPrinted: Readonly<Record<keyof typeof fitnessCardIds, readonly string[]>> = {
  fitnessBoneJoint: ['tulang/sendi', 'tulang', 'sendi'],
  fitnessHeart: ['jantung'],
  fitnessAsthma: ['asma'],
  fitnessFainted: ['pingsan', 'pingsan ≤1 bln', 'pingsan 1 bulan'],
}

/** Asked at school before the fitness test. */
const fitnessFields: readonly Field[] = fitnessTestFitness.map((id) => ({
  id,
  cardId: fitnessCardIds[id],
  type: 'yesNo',
  step: 4,
  required: false,
  nakesOnly: true,
  shownWhen: isFromClassFour,
  section: 'fitness',
  battery: 'fitness',
  listedAs: { row: 'kebugaran_kelayakan', printed: fitnessPrinted[id] },
  source: freeCheck,
}))

const doseCardIds: Readonly<Record<SchoolDoseId, string>> = {
  mrBias: 'mr',
  dt: 'dt',
  td2: 'td_2',
  td5: 'td_5',
  hpv1: 'hpv_1',
  hpv2: 'hpv_2',
}

const isInSchool: Condition = ({ answers }) => Number(textIn(answers, 'schoolClass')) >= 1

/** What was given at school: the list, and the days where they are known. Kept with the person. */
const immunisationFields: readonly Field[] = inSection('immunisation', [
  {
    id: 'schoolImmunisation',
    cardId: 'imunisasi_sekolah',
    type: 'multi',
    choices: schoolDoseIds,
    printed: {
      mrBias: 'MR kls 1',
      dt: 'DT kls 1',
      td2: 'Td kls 2',
      td5: 'Td kls 5',
      hpv1: 'HPV-1',
      hpv2: 'HPV-2',
    },
    alsoPrinted: {
      mrBias: ['MR'],
      dt: ['DT'],
      td2: ['Td2', 'Td 2'],
      td5: ['Td5', 'Td 5'],
      hpv1: ['HPV-1 kls 5', 'HPV'],
      hpv2: ['HPV-2 kls 6'],
    },
    step: 4,
    required: false,
    shownWhen: isInSchool,
    keptIn: 'person',
    source: `${juknis}; Bulan Imunisasi Anak Sekolah`,
  },
  ...schoolDoseIds.map(
    (dose): Field => ({
      id: givenOnField(dose),
      cardId: `imunisasi_sekolah_${doseCardIds[dose]}`,
      type: 'date',
      earliest: ({ person }) => person.birthDate ?? '1900-01-01',
      latest: ({ day }) => day,
      step: 4,
      required: false,
      shownWhen: ({ answers }) => {
        const given = answers['schoolImmunisation']
        return Array.isArray(given) && given.includes(dose)
      },
      keptIn: 'person',
      source: 'Bulan Imunisasi Anak Sekolah',
    }),
  ),
])

const forNakes = { step: 4, required: false, nakesOnly: true, source: freeCheck } as const

const checkFields: readonly Field[] = inSection('schoolCheck', [
  {
    id: 'cariesTeeth',
    cardId: 'gigi_karies_jumlah',
    type: 'number',
    unit: '{tooth}',
    decimals: 0,
    reject: { min: 0, max: 32 },
    confirm: { max: 15 },
    ...forNakes,
  },
  {
    id: 'hepatitisRisks',
    cardId: 'hepatitis_risiko',
    type: 'multi',
    choices: ['positiveTest', 'familyHepatitisB', 'transfusion', 'haemodialysis'],
    printed: {
      positiveTest: 'tes HBV +',
      familyHepatitisB: 'ibu/saudara HBV',
      transfusion: 'transfusi',
      haemodialysis: 'hemodialisis',
    },
    ...forNakes,
  },
])

/** Worm medicine in the months of the campaign, up to the age that the puskesmas sets. */
const dewormingIsOpen: Condition = (context) => {
  const years = ageIn(context)?.years
  const until = numberSetting(context.settings, 'dewormingUntilYears')
  return years !== undefined && years <= until && openCampaign('deworming', context) !== undefined
}

const deworming: Field = {
  id: 'dewormed',
  cardId: 'obat_cacing',
  type: 'yesNo',
  step: 4,
  required: false,
  shownWhen: dewormingIsOpen,
  section: 'supplements',
  source: `${juknis}; Permenkes 15/2017`,
}

/** What the school check-up adds: movement, fitness, teeth, hepatitis, worm medicine and BIAS. */
export const schoolCheckBlock: Block = {
  fields: [...activityFields, ...fitnessFields, ...checkFields, deworming, ...immunisationFields],
  rules: [schoolActivity, fitnessTest, caries, hepatitisRisk, childDeworming, schoolImmunisation],
}
