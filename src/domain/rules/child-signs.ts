import type { AnswerValue, Answers, FieldContext } from '#domain/instruments/instrument.ts'
import { choicesIn } from '#domain/instruments/read-answer.ts'
import { isYoungInfant } from './young-infant.ts'

/**
 * Danger signs of children. `young`: through day 59, `older`: from day 60. `judged`: a rule of its own says how bad it
 * is. Young infants: MTBM and Buku KIA 2023, where any sign is an emergency; older children: Buku KIA 2023 and the
 * Checklist Kunjungan Rumah.
 */
const signs = {
  cannotDrink: { young: 'emergency', older: 'emergency' },
  poorSucking: { young: 'emergency', older: 'refer' },
  vomitsEverything: { young: 'emergency', older: 'emergency' },
  convulsion: { young: 'emergency', older: 'emergency' },
  lethargic: { young: 'emergency', older: 'emergency' },
  moaning: { young: 'emergency', older: 'emergency' },
  breathingHard: { young: 'emergency', older: 'emergency' },
  noisyBreathing: { young: 'emergency', older: 'refer' },
  blue: { young: 'emergency', older: 'emergency' },
  bleeding: { young: 'emergency', older: 'emergency' },
  earSwelling: { young: 'emergency', older: 'emergency' },
  stiffNeck: { young: 'emergency', older: 'judged' },
  highFever: { young: 'judged', older: 'judged' },
  cold: { young: 'judged', older: 'refer' },
  jaundice: { young: 'judged', older: 'refer' },
  diarrhoeaWithDanger: { young: 'emergency', older: 'emergency' },
  diarrhoea: { young: 'emergency', older: 'judged' },
  stoolAbnormal: { young: 'emergency', older: 'refer' },
  littleUrine: { young: 'emergency', older: 'refer' },
  cordInfected: { young: 'emergency', older: 'refer' },
  eyeDischarge: { young: 'emergency', older: 'refer' },
  skinPustules: { young: 'emergency', older: 'refer' },
  weightNotRising: { young: 'refer', older: 'refer' },
} as const satisfies Readonly<Record<string, { young: SignLevel; older: SignLevel }>>

type SignLevel = 'emergency' | 'refer' | 'judged'
export type ChildSign = keyof typeof signs
// The keys of an object literal are exactly those of its type.
export const childSigns = Object.keys(signs) as readonly ChildSign[]

type SignQuestion = {
  readonly id: string
  readonly cardId: string
  readonly sign: ChildSign
  readonly alsoCardIds?: readonly string[]
  /** Asked through day 28 only. */
  readonly newbornOnly?: true
  /** Asked of whoever may still be breastfed. */
  readonly breastfed?: true
  /** Not on the posyandu card, which has the weighing itself. */
  readonly homeOnly?: true
  /** No row of the Checklist Kunjungan Rumah: asked there too, but its list is whole without it. */
  readonly unprinted?: true
}

/** The questions of young infants, in the order of the Checklist Kunjungan Rumah, then those of the card. */
export const infantSignQuestions: readonly SignQuestion[] = [
  { id: 'infantHardBreathing', cardId: 'bb_napas', sign: 'breathingHard' },
  { id: 'infantWeakOrMoaning', cardId: 'bb_aktivitas', sign: 'lethargic' },
  { id: 'infantSkinColour', cardId: 'bb_warna_kulit', sign: 'blue' },
  { id: 'infantPoorFeeding', cardId: 'bb_hisapan', sign: 'poorSucking' },
  { id: 'infantConvulsion', cardId: 'bb_kejang', sign: 'convulsion' },
  { id: 'infantHotOrCold', cardId: 'bb_suhu', sign: 'highFever' },
  { id: 'infantVomiting', cardId: 'bb_muntah', sign: 'vomitsEverything', unprinted: true },
  { id: 'infantStoolAbnormal', cardId: 'bb_bab', alsoCardIds: ['bb_diare'], sign: 'stoolAbnormal' },
  { id: 'infantLittleUrine', cardId: 'bb_kencing', sign: 'littleUrine' },
  { id: 'infantCordInfected', cardId: 'bb_tali_pusat', sign: 'cordInfected', newbornOnly: true },
  { id: 'infantEyeDischarge', cardId: 'bb_mata', sign: 'eyeDischarge' },
  { id: 'infantSkinPustules', cardId: 'bb_kulit', sign: 'skinPustules' },
  { id: 'infantJaundice', cardId: 'bb_kuning', sign: 'jaundice', newbornOnly: true, unprinted: true },
]

/** The questions from day 60 on. */
export const childSignQuestions: readonly SignQuestion[] = [
  { id: 'childHardBreathing', cardId: 'ba_napas', sign: 'breathingHard' },
  { id: 'childNoisyBreathing', cardId: 'ba_batuk', sign: 'noisyBreathing' },
  { id: 'childHighFever', cardId: 'ba_demam', sign: 'highFever' },
  { id: 'childConvulsion', cardId: 'ba_kejang', sign: 'convulsion', unprinted: true },
  { id: 'childBleeding', cardId: 'ba_perdarahan', sign: 'bleeding', unprinted: true },
  { id: 'childStiffNeck', cardId: 'ba_kaku_kuduk', sign: 'stiffNeck', unprinted: true },
  { id: 'childDiarrhoeaDanger', cardId: 'ba_diare', sign: 'diarrhoeaWithDanger' },
  { id: 'childVomitsEverything', cardId: 'ba_muntah', sign: 'vomitsEverything', unprinted: true },
  { id: 'childLittleUrine', cardId: 'ba_kencing', sign: 'littleUrine' },
  { id: 'childSkinColour', cardId: 'ba_warna_kulit', sign: 'blue' },
  { id: 'childWeak', cardId: 'ba_aktivitas', sign: 'lethargic' },
  { id: 'childWeakSucking', cardId: 'ba_hisapan', sign: 'poorSucking', breastfed: true },
  { id: 'childCannotDrink', cardId: 'ba_makan', sign: 'cannotDrink' },
  { id: 'childEarSwelling', cardId: 'ba_telinga', sign: 'earSwelling', unprinted: true },
  { id: 'childWeightNotRising', cardId: 'ba_bb_tidak_naik', sign: 'weightNotRising', homeOnly: true },
]

const questions = [...infantSignQuestions, ...childSignQuestions]

/** Symptoms of the card's column 25 that are danger signs by themselves. */
const symptomSigns: Readonly<Record<string, ChildSign>> = {
  breathless: 'breathingHard',
  convulsion: 'convulsion',
}
/** In young infants these count too (Buku KIA 2023). */
const infantSymptomSigns: Readonly<Record<string, ChildSign>> = {
  ...symptomSigns,
  fever: 'highFever',
  vomiting: 'vomitsEverything',
  diarrhoea: 'diarrhoea',
}

/** Every sign that was answered with yes, with the field that says so. */
export function childSignsIn(context: FieldContext): ReadonlyMap<ChildSign, string> {
  const found = new Map<ChildSign, string>()
  const put = (sign: ChildSign, field: string) => found.set(sign, found.get(sign) ?? field)
  for (const { id, sign } of questions) if (context.answers[id] === true) put(sign, id)
  for (const sign of listedIn(context.answers['childDangerSigns'])) put(sign, 'childDangerSigns')
  const bySymptom = isYoungInfant(context) ? infantSymptomSigns : symptomSigns
  for (const symptom of choicesIn(context.answers, 'sicknessSigns') ?? []) {
    const sign = bySymptom[symptom]
    if (sign) put(sign, 'sicknessSigns')
  }
  return found
}

const listedIn = (value: AnswerValue | undefined): readonly ChildSign[] =>
  Array.isArray(value) ? childSigns.filter((sign) => value.includes(sign)) : []

/** The signs of one level at the child's age, with their fields. */
export function signsOfLevel(context: FieldContext, level: SignLevel): ReadonlyMap<ChildSign, string> {
  const age = isYoungInfant(context) ? 'young' : 'older'
  return new Map([...childSignsIn(context)].filter(([sign]) => signs[sign][age] === level))
}

/** Whether any sign by itself is an emergency. */
export const hasEmergencySign = (context: FieldContext): boolean =>
  signsOfLevel(context, 'emergency').size > 0

/** Whether somebody went through a list of danger signs and found none, or some. */
export const wentThroughList = (answers: Answers): boolean => Array.isArray(answers['childDangerSigns'])
