import { inSection } from '#domain/instruments/block.ts'
import { changeDoubt, ofNumber, perFourWeeks } from '#domain/instruments/doubts.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { hasValue, numberIn } from '#domain/instruments/read-answer.ts'
import { muacCodes, weightCodes } from '#domain/instruments/body-fields.ts'
import { bloodPressureFields, readingsShow, yesNoField } from '#domain/instruments/shared-fields.ts'
import { lowPressureComplaint } from '#domain/instruments/woman-and-pressure-fields.ts'
import { needsManualCurve } from '#domain/rules/pregnancy-weight.ts'
import { anyReaches } from '#domain/rules/readings.ts'

const card = 'Kartu Bantu Pemeriksaan Ibu Hamil (KMK HK.01.07/MENKES/2015/2023)'

/** From 140/90 a second reading and the danger signs are owed. */
export const isHypertensive: Condition = readingsShow((readings) => anyReaches(readings, 140, 90))

const weightChange = changeDoubt(
  'weight',
  (answers) => numberIn(answers, 'weightKg'),
  (days) => ({ rise: perFourWeeks(3, days), fall: perFourWeeks(2, days) }),
)

export const motherWeight: Field = {
  id: 'weightKg',
  cardId: 'bb',
  alsoCardIds: ['berat_badan'],
  type: 'number',
  unit: 'kg',
  decimals: 1,
  reject: { min: 25, max: 200 },
  confirm: { min: 35, max: 120 },
  step: 2,
  required: true,
  codes: [...weightCodes, { system: 'kemkes', code: 'ANC.B8.DE3' }],
  source: card,
}

export const motherMuac: Field = {
  id: 'muacCm',
  cardId: 'lila',
  type: 'number',
  unit: 'cm',
  decimals: 1,
  reject: { min: 12, max: 60 },
  confirm: { min: 18, max: 40 },
  step: 2,
  required: true,
  codes: [...muacCodes, { system: 'kemkes', code: 'ANC.SS.DE3' }],
  source: card,
}

const [pressure, pressureAgain] = bloodPressureFields({
  required: true,
  repeatWhen: isHypertensive,
  spelling: 'e',
  belief: { systolic: { min: 90, max: 180 }, diastolic: { min: 50, max: 110 }, pulseMin: 20 },
})

/** Blood pressure with its second reading, and what a low one asks. */
export const motherPressure: readonly Field[] = [
  { ...pressure, column: '7' },
  pressureAgain,
  lowPressureComplaint,
]

const hasWeight: Condition = ({ answers }) => numberIn(answers, 'weightKg') !== undefined

export const measurementFields: readonly Field[] = inSection('measurement', [
  { ...motherWeight, column: '3', doubt: ofNumber(weightChange) },
  {
    ...yesNoField({
      id: 'weightFollowsCurve',
      cardId: 'bb_sesuai_kurva',
      required: needsManualCurve,
      shownWhen: hasWeight,
      source: card,
    }),
    column: '4',
  },
  {
    id: 'weightCurveReason',
    cardId: 'bb_sesuai_kurva_alasan',
    type: 'text',
    maxLength: 200,
    step: 2,
    required: false,
    shownWhen: (context) => hasValue(context.answers['weightFollowsCurve']) && !needsManualCurve(context),
    source: "Teratai's own",
  },
  { ...motherMuac, column: '5' },
  ...motherPressure,
])
