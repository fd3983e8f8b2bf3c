import { type Readings, readingsIn } from '#domain/rules/readings.ts'
import { pulsePressureDoubt } from './doubts.ts'
import type { Condition, Field, FieldContext, GroupValue, Range, YesNoSpec } from './instrument.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'

export const isFemale: Condition = ({ person }) => person.sex === 'female'

/** Ranges in which blood pressure is believed without asking. */
export type PressureBelief = {
  readonly systolic: Range
  readonly diastolic: Range
  readonly pulseMin: number
  readonly pulseMax?: number
}
/** How a card writes its two numbers: `td_sistol` and `td_diastol`, or `td_sistole` and `td_diastole`. */
type Spelling = '' | 'e'

/** Other names under which printings and registers have one of the two numbers, of the first or the second reading. */
const alsoCalled = {
  first: (word: string) => [`td_${word}`],
  second: (word: string) => [
    `td_${word}_2`,
    `td_${word}2`,
    `td_2_${word}`,
    `td2_${word}`,
    `td_ulang_${word}`,
    `td_${word}_ulang`,
  ],
}

/**
 * Blood pressure and its second reading, taken and owed where `repeatWhen` says so. Each is two whole numbers in one
 * answer; diastole not below systole is refused.
 */
export function bloodPressureFields(card: {
  readonly required: boolean | Condition
  readonly repeatWhen: Condition
  readonly spelling: Spelling
  readonly belief: PressureBelief
}): readonly [Field, Field] {
  const { required, repeatWhen } = card
  return [
    { id: 'bloodPressure', cardId: 'td', required, ...reading('first', card) },
    {
      id: 'bloodPressureRepeat',
      cardId: 'td_2',
      alsoCardIds: ['td2', 'td_ulang'],
      required: repeatWhen,
      shownWhen: repeatWhen,
      ...reading('second', card),
    },
  ]
}

const cardNumber = (turn: keyof typeof alsoCalled, word: string, spelling: Spelling) => {
  const ending = turn === 'second' ? '_2' : ''
  const cardId = `td_${word}${spelling}${ending}`
  const alsoCardIds = [word, `${word}e`].flatMap(alsoCalled[turn]).filter((name) => name !== cardId)
  return { cardId, alsoCardIds, type: 'number', unit: 'mm[Hg]', decimals: 0 } as const
}

const reading = (
  turn: keyof typeof alsoCalled,
  { spelling, belief }: { readonly spelling: Spelling; readonly belief: PressureBelief },
) =>
  ({
    step: 2,
    type: 'group',
    codes: [{ system: 'loinc', code: '85354-9' }],
    source: `${juknis}; reject range Teratai's own`,
    parts: [
      {
        id: 'systolicMmHg',
        ...cardNumber(turn, 'sistol', spelling),
        reject: { min: 50, max: 260 },
        confirm: belief.systolic,
        codes: [{ system: 'loinc', code: '8480-6' }],
      },
      {
        id: 'diastolicMmHg',
        ...cardNumber(turn, 'diastol', spelling),
        reject: { min: 30, max: 160 },
        confirm: belief.diastolic,
        codes: [{ system: 'loinc', code: '8462-4' }],
      },
    ],
    contradiction: pressureContradiction,
    doubt: pulsePressureDoubt(belief.pulseMin, belief.pulseMax),
  }) as const

/** A diastole that is not below its systole was misread. */
export const pressureContradiction = ({ systolicMmHg, diastolicMmHg }: GroupValue): string | undefined =>
  Number(diastolicMmHg) >= Number(systolicMmHg) ? 'diastolicNotBelowSystolic' : undefined

/** Yes or no on the day's readings; no where none was taken. */
export const readingsShow =
  (test: (readings: Readings, context: FieldContext) => boolean): Condition =>
  (context) => {
    const readings = readingsIn(context.answers)
    return readings !== undefined && test(readings, context)
  }

/** A yes-or-no question of step 2 that a measured rule's level depends on. */
export function yesNoField(
  field: Pick<Field, 'id' | 'cardId' | 'source'> &
    Partial<Pick<Field, 'shownWhen' | 'required' | 'keptIn' | 'step' | 'codes' | 'alsoCardIds'>> &
    Pick<YesNoSpec, 'dayIsEnough'>,
): Field {
  return { step: 2, required: false, ...field, type: 'yesNo' }
}
