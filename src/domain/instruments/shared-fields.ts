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
type PressureIds = { readonly systolic: string; readonly diastolic: string }

/** The names under which printings and registers have one of the two numbers, of the first or the second reading. */
function alsoCalled(cardId: string): readonly string[] {
  const isSecond = cardId.endsWith('_2')
  const words = cardId.includes('diastol') ? ['diastol', 'diastole'] : ['sistol', 'sistole']
  const names = words.flatMap((word) =>
    isSecond
      ? [`td_${word}_2`, `td_${word}2`, `td_2_${word}`, `td2_${word}`, `td_ulang_${word}`, `td_${word}_ulang`]
      : [`td_${word}`],
  )
  return names.filter((name) => name !== cardId)
}

/** Blood pressure: two whole numbers in one answer; diastole not below systole is refused. */
export function bloodPressureField(
  field: Pick<Field, 'id' | 'cardId' | 'required' | 'shownWhen'>,
  ids: PressureIds,
  belief: PressureBelief,
): Field {
  return {
    ...field,
    ...(ids.systolic.endsWith('_2') && { alsoCardIds: ['td2', 'td_ulang'] }),
    step: 2,
    type: 'group',
    codes: [{ system: 'loinc', code: '85354-9' }],
    source: `${juknis}; reject range Teratai's own`,
    parts: [
      {
        id: 'systolicMmHg',
        cardId: ids.systolic,
        alsoCardIds: alsoCalled(ids.systolic),
        type: 'number',
        unit: 'mm[Hg]',
        decimals: 0,
        reject: { min: 50, max: 260 },
        confirm: belief.systolic,
        codes: [{ system: 'loinc', code: '8480-6' }],
      },
      {
        id: 'diastolicMmHg',
        cardId: ids.diastolic,
        alsoCardIds: alsoCalled(ids.diastolic),
        type: 'number',
        unit: 'mm[Hg]',
        decimals: 0,
        reject: { min: 30, max: 160 },
        confirm: belief.diastolic,
        codes: [{ system: 'loinc', code: '8462-4' }],
      },
    ],
    contradiction: pressureContradiction,
    doubt: pulsePressureDoubt(belief.pulseMin, belief.pulseMax),
  }
}

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
