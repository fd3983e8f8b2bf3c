import { ageIn } from '#domain/instruments/age-in.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field, FieldContext } from '#domain/instruments/instrument.ts'
import { textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { isActiveSmoker } from '#domain/rules/smoking.ts'
import { cigarettesPerDay, smokingKind } from './shared-smoking-fields.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023, Formulir 2'

/** From 10 years or class 4. */
export const isAskedAboutSmoking: Condition = (context) => {
  const years = ageIn(context)?.years
  const schoolClass = Number(textIn(context.answers, 'schoolClass'))
  return (years !== undefined && years >= 10) || schoolClass >= 4
}

/** Once a year. */
const isDue: Condition = (context) => isAskedAboutSmoking(context) && isDueAgain(context, 'smokingStatus', 12)

const smokes: Condition = (context) => isActiveSmoker(context) === true
const asksPerWeek: Condition = (context) =>
  smokes(context) && context.answers['cigarettesPerDay'] === undefined

/** Nobody began before four or after today. */
const startedBetween = (context: FieldContext) => ({ min: 4, max: ageIn(context)?.years ?? 120 })

const detail = { step: 4, required: false, shownWhen: smokes, source } as const
const exposure = (id: string, cardId: string): Field => ({
  id,
  cardId,
  type: 'yesNo',
  step: 4,
  required: false,
  shownWhen: isDue,
  battery: 'smokeExposure',
  source,
})

/** The questionnaire of classes 4–12, in the order of the form. */
export const youthSmokingFields: readonly Field[] = [
  {
    id: 'smokingStatus',
    cardId: 'rokok_status',
    type: 'choice',
    choices: ['daily', 'sometimes', 'tried', 'never'],
    printed: { daily: 'setiap_hari', sometimes: 'kadang', tried: 'pernah_coba', never: 'tidak' },
    step: 4,
    required: isDue,
    shownWhen: isDue,
    codes: [{ system: 'loinc', code: '72166-2' }],
    source,
  },
  smokingKind(smokes),
  {
    id: 'smokingFromYears',
    cardId: 'rokok_usia_mulai',
    type: 'number',
    unit: 'a',
    decimals: 0,
    reject: startedBetween,
    ...detail,
  },
  {
    id: 'smokingReason',
    cardId: 'rokok_alasan',
    type: 'choice',
    choices: ['friends', 'family', 'curiosity', 'forced', 'spareTime', 'stress', 'other'],
    printed: {
      friends: 'teman',
      family: 'keluarga',
      curiosity: 'ingin tahu',
      forced: 'terpaksa',
      spareTime: 'waktu luang',
      stress: 'stres',
      other: 'lainnya',
    },
    ...detail,
  },
  cigarettesPerDay(smokes),
  {
    id: 'cigarettesPerWeek',
    cardId: 'rokok_batang_per_minggu',
    type: 'number',
    unit: '{cigarette}',
    decimals: 1,
    reject: { min: 0, max: 700 },
    confirm: { max: 420 },
    ...detail,
    shownWhen: asksPerWeek,
  },
  {
    id: 'smokingDuration',
    cardId: 'rokok_lama',
    type: 'group',
    parts: [
      {
        id: 'value',
        cardId: 'rokok_lama_nilai',
        type: 'number',
        unit: '{duration}',
        decimals: 0,
        reject: { min: 0, max: 520 },
      },
      {
        id: 'unit',
        cardId: 'rokok_lama_satuan',
        type: 'choice',
        choices: ['weeks', 'months', 'years'],
        printed: { weeks: 'minggu', months: 'bulan', years: 'tahun' },
      },
    ],
    contradiction: ({ value, unit }) =>
      (unit === 'years' && Number(value) > 90) || (unit === 'months' && Number(value) > 240)
        ? 'longerThanPossible'
        : undefined,
    ...detail,
  },
  {
    id: 'smokingSupply',
    cardId: 'rokok_sumber',
    type: 'choice',
    choices: ['single', 'pack', 'friendsFamily', 'other'],
    printed: {
      single: 'batangan',
      pack: 'bungkus',
      friendsFamily: 'dari teman/keluarga',
      other: 'lainnya',
    },
    alsoPrinted: { friendsFamily: ['teman/keluarga', 'teman', 'keluarga', 'dari teman', 'dari keluarga'] },
    ...detail,
  },
  { id: 'wantsToQuit', cardId: 'rokok_ingin_berhenti', type: 'yesNo', ...detail },
  {
    id: 'quitReason',
    cardId: 'rokok_alasan_berhenti',
    type: 'choice',
    choices: ['health', 'money', 'family', 'sport', 'school', 'other'],
    printed: {
      health: 'kesehatan',
      money: 'biaya',
      family: 'keluarga',
      sport: 'olahraga',
      school: 'sekolah',
      other: 'lainnya',
    },
    ...detail,
    shownWhen: ({ answers }) => yesNoIn(answers, 'wantsToQuit') === true,
  },
  {
    id: 'knowsSmokingHarm',
    cardId: 'rokok_tahu_dampak',
    type: 'yesNo',
    step: 4,
    required: false,
    shownWhen: isDue,
    source,
  },
  exposure('smokeAtSchool', 'paparan_sekolah'),
  exposure('smokeAtHome', 'paparan_rumah'),
  exposure('friendsSmoke', 'teman_merokok'),
  {
    id: 'smokeAtSchoolBy',
    cardId: 'paparan_sekolah_siapa',
    type: 'multi',
    choices: ['teachers', 'students', 'staff', 'others'],
    printed: { teachers: 'guru', students: 'teman', staff: 'karyawan', others: 'lainnya' },
    ...detail,
    shownWhen: ({ answers }) => yesNoIn(answers, 'smokeAtSchool') === true,
  },
]
