import type { Answers } from '#domain/instruments/instrument.ts'
import { choicesIn, groupOf } from '#domain/instruments/read-answer.ts'

export type GlucoseKind = 'random' | 'fasting' | 'twoHour'
/** `LO` and `HI` stand as −∞ and ∞, so that every comparison holds; `word` tells them. */
export type Glucose = { readonly mgPerDl: number; readonly kind: GlucoseKind; readonly word?: 'LO' | 'HI' }

/** From where each kind is prediabetes and diabetes (KMK HK.01.07/MENKES/2015/2023, Tabel 23–24; PERKENI 2021). */
export const glucoseLimits = {
  random: { prediabetesFrom: 140, diabetesFrom: 200 },
  fasting: { prediabetesFrom: 100, diabetesFrom: 126 },
  twoHour: { prediabetesFrom: 140, diabetesFrom: 200 },
} as const

const kinds = new Set<unknown>(['random', 'fasting', 'twoHour'])
const isKind = (value: unknown): value is GlucoseKind => kinds.has(value)

/** The glucose answered. A meter at the posyandu reads random glucose unless said otherwise. */
export function glucoseIn(answers: Answers): Glucose | undefined {
  const value = groupOf(answers['bloodGlucose'])
  if (!value) return undefined
  const kind = isKind(value['kind']) ? value['kind'] : 'random'
  const { mgPerDl } = value
  if (mgPerDl === 'LO') return { mgPerDl: Number.NEGATIVE_INFINITY, kind, word: 'LO' }
  if (mgPerDl === 'HI') return { mgPerDl: Number.POSITIVE_INFINITY, kind, word: 'HI' }
  return typeof mgPerDl === 'number' ? { mgPerDl, kind } : undefined
}

/** Signs that glucose is too high; complaints that have other causes too do not count. */
const classic = new Set(['polyuria', 'polydipsia', 'polyphagia', 'weightLoss', 'bedwettingAgain'])

/** Whether there are classic symptoms of diabetes; undefined where nobody asked. */
export function hasDiabetesSymptoms(answers: Answers): boolean | undefined {
  return choicesIn(answers, 'diabetesSymptoms')?.some((symptom) => classic.has(symptom))
}
