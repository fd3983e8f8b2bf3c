import { changeDoubt, ofNumber, perFourWeeks } from '#domain/instruments/doubts.ts'
import type { Condition, Field, FieldContext } from '#domain/instruments/instrument.ts'
import { hasValue, numberIn } from '#domain/instruments/read-answer.ts'
import {
  bloodPressureField,
  heightCodes,
  muacCodes,
  readingsShow,
  weightCodes,
  yesNoField,
} from '#domain/instruments/shared-fields.ts'
import { lowPressureComplaint } from '#domain/instruments/woman-and-pressure-fields.ts'
import { maternalDangerSigns } from '#domain/rules/maternal-danger-signs.ts'
import { needsManualCurve } from '#domain/rules/pregnancy-weight.ts'
import { anyReaches } from '#domain/rules/readings.ts'
import { addDays } from '#domain/time/calendar-day.ts'

const card = 'Kartu Bantu Pemeriksaan Ibu Hamil (KMK HK.01.07/MENKES/2015/2023)'
const bookKia = 'Buku KIA 2023'

const longestDays = 44 * 7
const today = (context: FieldContext) => context.day

/** What is asked once a pregnancy and kept in its record. */
const episodeFields: readonly Field[] = [
  {
    id: 'lastMenstrualPeriodOn',
    cardId: 'hpht',
    type: 'date',
    earliest: ({ day }) => addDays(day, -longestDays),
    latest: today,
    step: 1,
    required: ({ answers }) => !hasValue(answers['estimatedGestationWeeks']),
    keptIn: 'pregnancy',
    codes: [{ system: 'loinc', code: '8665-2' }],
    source: bookKia,
    doubt: (value, { day }) =>
      typeof value === 'string' && value < addDays(day, -42 * 7)
        ? { code: 'gestationBeyond42Weeks', facts: { lastMenstrualPeriodOn: value } }
        : undefined,
  },
  {
    id: 'estimatedGestationWeeks',
    cardId: 'uk_perkiraan_minggu',
    alsoCardIds: ['usia_kehamilan_minggu'],
    type: 'number',
    unit: 'wk',
    decimals: 0,
    reject: { min: 1, max: 44 },
    confirm: { max: 42 },
    step: 1,
    required: false,
    shownWhen: ({ answers }) => !hasValue(answers['lastMenstrualPeriodOn']),
    keptIn: 'pregnancy',
    codes: [{ system: 'kemkes', code: 'ANC.B6.DE17' }],
    source: bookKia,
  },
  {
    id: 'estimatedOn',
    cardId: 'tgl_uk_perkiraan',
    type: 'date',
    earliest: ({ day }) => addDays(day, -longestDays),
    latest: today,
    step: 1,
    required: false,
    shownWhen: ({ answers }) => hasValue(answers['estimatedGestationWeeks']),
    keptIn: 'pregnancy',
    source: "Teratai's own",
  },
  {
    id: 'gravida',
    cardId: 'kehamilan_ke',
    type: 'number',
    unit: '{pregnancy}',
    decimals: 0,
    reject: { min: 1, max: 20 },
    confirm: { max: 8 },
    step: 1,
    required: false,
    keptIn: 'pregnancy',
    codes: [{ system: 'loinc', code: '11996-6' }],
    source: card,
  },
  {
    id: 'prePregnancyWeightKg',
    cardId: 'bb_pra_hamil',
    type: 'number',
    unit: 'kg',
    decimals: 1,
    reject: { min: 25, max: 200 },
    confirm: { min: 35, max: 110 },
    step: 1,
    required: false,
    keptIn: 'pregnancy',
    codes: [{ system: 'kemkes', code: 'ANC.B8.DE2' }],
    source: bookKia,
  },
  {
    id: 'heightCm',
    cardId: 'tb_ibu',
    alsoCardIds: ['tb', 'tinggi_badan'],
    type: 'number',
    unit: 'cm',
    decimals: 1,
    reject: { min: 100, max: 210 },
    confirm: { min: 140, max: 180 },
    step: 1,
    required: true,
    keptIn: 'pregnancy',
    codes: heightCodes,
    source: card,
  },
  yesNoField({ id: 'multiplePregnancy', cardId: 'janin_kembar', step: 1, source: bookKia }),
  {
    id: 'deliveredOn',
    cardId: 'tgl_bersalin',
    type: 'date',
    latest: today,
    step: 1,
    required: false,
    shownWhen: ({ answers }) => hasValue(answers['deliveredOn']),
    keptIn: 'pregnancy',
    source: 'Kartu Bantu Pemeriksaan Ibu Nifas',
  },
]

const hypertensive: Condition = readingsShow((readings) => anyReaches(readings, 140, 90))

const weightChange = changeDoubt(
  'weight',
  (answers) => numberIn(answers, 'weightKg'),
  (days) => ({ rise: perFourWeeks(3, days), fall: perFourWeeks(2, days) }),
)

const belief = { systolic: { min: 90, max: 180 }, diastolic: { min: 50, max: 110 }, pulseMin: 20 }

const measurementFields: readonly Field[] = [
  {
    id: 'weightKg',
    cardId: 'bb',
    alsoCardIds: ['berat_badan'],
    column: '3',
    type: 'number',
    unit: 'kg',
    decimals: 1,
    reject: { min: 25, max: 200 },
    confirm: { min: 35, max: 120 },
    step: 2,
    required: true,
    codes: [...weightCodes, { system: 'kemkes', code: 'ANC.B8.DE3' }],
    source: card,
    doubt: ofNumber(weightChange),
  },
  yesNoField({
    id: 'weightFollowsCurve',
    cardId: 'bb_sesuai_kurva',
    required: needsManualCurve,
    shownWhen: needsManualCurve,
    source: card,
  }),
  {
    id: 'muacCm',
    cardId: 'lila',
    column: '5',
    type: 'number',
    unit: 'cm',
    decimals: 1,
    reject: { min: 12, max: 60 },
    confirm: { min: 18, max: 40 },
    step: 2,
    required: true,
    codes: [...muacCodes, { system: 'kemkes', code: 'ANC.SS.DE3' }],
    source: card,
  },
  bloodPressureField(
    { id: 'bloodPressure', cardId: 'td', required: true },
    { systolic: 'td_sistole', diastolic: 'td_diastole' },
    belief,
  ),
  bloodPressureField(
    { id: 'bloodPressureRepeat', cardId: 'td_2', required: hypertensive, shownWhen: hypertensive },
    { systolic: 'td_sistole_2', diastolic: 'td_diastole_2' },
    belief,
  ),
]

/** Shown with high blood pressure: the level depends on them. */
const dangerSignFields: readonly Field[] = maternalDangerSigns.map(({ id, cardId, alsoCardIds, source }) =>
  yesNoField({ id, cardId, alsoCardIds, source, required: hypertensive, shownWhen: hypertensive }),
)

export const ibuHamilFields: readonly Field[] = [
  ...episodeFields,
  ...measurementFields,
  ...dangerSignFields,
  lowPressureComplaint,
]
