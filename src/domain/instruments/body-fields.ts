import { waistDoubt } from './doubts.ts'
import type { Coding, Field, Range } from './instrument.ts'

export const weightCodes = [{ system: 'loinc', code: '29463-7' }] as const
export const heightCodes = [{ system: 'loinc', code: '8302-2' }] as const
export const muacCodes = [{ system: 'snomed', code: '284473002' }] as const
export const waistCodes = [{ system: 'loinc', code: '8280-0' }] as const

/** What a card says of a measure itself: whom it is asked of, what is refused and what is believed without asking. */
type Measure = Pick<Field, 'source' | 'required' | 'shownWhen' | 'section' | 'nakesOnly' | 'alsoCardIds'> & {
  readonly reject: Range
  readonly confirm: Range
  /** Codes beyond those that every card has. */
  readonly moreCodes?: readonly Coding[]
}
type Doubted = { readonly doubt: NonNullable<Field['doubt']> }

const tenths = { type: 'number', decimals: 1, step: 2 } as const

/** Weight in kg, from school age on. */
export function weightField({ moreCodes = [], ...field }: Measure & Partial<Doubted>): Field {
  return {
    id: 'weightKg',
    cardId: 'berat_badan',
    alsoCardIds: ['bb'],
    unit: 'kg',
    ...tenths,
    ...field,
    codes: [...weightCodes, ...moreCodes],
  }
}

/** Standing height in cm, from school age on. */
export function heightField({ moreCodes = [], ...field }: Measure & Doubted): Field {
  return {
    id: 'heightCm',
    cardId: 'tinggi_badan',
    alsoCardIds: ['tb'],
    unit: 'cm',
    ...tenths,
    ...field,
    codes: [...heightCodes, ...moreCodes],
  }
}

/** Waist in cm, 30–200 on every card; above nine tenths of the height it is asked again. */
export function waistField({ moreCodes = [], ...field }: Omit<Measure, 'reject'>): Field {
  return {
    id: 'waistCm',
    cardId: 'lingkar_perut',
    alsoCardIds: ['lp'],
    unit: 'cm',
    ...tenths,
    reject: { min: 30, max: 200 },
    ...field,
    codes: [...waistCodes, ...moreCodes],
    doubt: waistDoubt,
  }
}

/** Mid-upper arm circumference (LiLA) in cm; each card has its own ranges. */
export function muacField({ moreCodes = [], ...field }: Measure): Field {
  return {
    id: 'muacCm',
    cardId: 'lila',
    unit: 'cm',
    ...tenths,
    ...field,
    codes: [...muacCodes, ...moreCodes],
  }
}

/** Calf circumference in cm (ranges Teratai's own). */
export const calfField = (field: Pick<Field, 'source' | 'required' | 'shownWhen'>): Field => ({
  id: 'calfCm',
  cardId: 'lingkar_betis',
  unit: 'cm',
  ...tenths,
  reject: { min: 10, max: 60 },
  confirm: { min: 20, max: 50 },
  ...field,
})
