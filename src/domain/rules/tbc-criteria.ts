import type { FieldContext } from '#domain/instruments/instrument.ts'
import { wordSetting } from '#domain/settings.ts'
import { columnsOf, isChildForTbc, type TbcCard, type TbcSigns } from './tbc-symptoms.ts'

type Sign = keyof TbcSigns

/** The four columns of each card (Kartu Bantu Pemeriksaan). */
const columns: Readonly<Record<ReturnType<typeof columnsOf>, readonly Sign[]>> = {
  child: ['longCough', 'fever', 'weightLoss', 'contact'],
  youth: ['longCough', 'fever', 'weightLoss', 'lethargy'],
  adult: ['cough', 'fever', 'weightLoss', 'contact'],
}

/** Any one of these makes a child below 18 a suspect (KMK HK.01.07/MENKES/2015/2023, Tabel 10). */
const ofChildren: readonly Sign[] = [
  'longCough',
  'fever',
  'weightLoss',
  'lethargy',
  'lymphNodes',
  // Not in the table: a child that coughs blood is never sent home.
  'bloodInSputum',
]

/** What makes a cough of any length suspicious in adults (KMK HK.01.07/MENKES/2015/2023). */
const besideCough: readonly Sign[] = [
  'fever',
  'weightLoss',
  'lossOfAppetite',
  'lethargy',
  'nightSweats',
  'breathlessness',
  'bloodInSputum',
  'lymphNodes',
]

/** Formulir 1 of the guideline: any one of these (W4SS). */
const w4ss: readonly Sign[] = ['cough', 'weightLoss', 'lossOfAppetite', 'fever', 'nightSweats']

export type TbcVerdict = {
  /** Whether the rule that the puskesmas chose refers. */
  readonly refers: boolean
  /** Signs of the card's four columns answered with yes: the recapitulation counts from two. */
  readonly cardCount: number
  readonly card: boolean
  readonly juknis: boolean
  readonly w4ss: boolean
  /** Every sign there is, contact aside. */
  readonly signs: readonly Sign[]
}

/** The official rules on the signs, each by itself, and whether the chosen one refers. */
export function tbcVerdict(card: TbcCard, signs: TbcSigns, context: FieldContext): TbcVerdict {
  const has = (sign: Sign) => signs[sign] === true
  const cardCount = columns[columnsOf(card, context)].filter(has).length
  const verdict = {
    cardCount,
    card: cardCount >= 2,
    juknis: isChildForTbc(card, context)
      ? ofChildren.some(has)
      : has('longCough') || (has('cough') && besideCough.some(has)),
    w4ss: w4ss.some(has),
    signs: signsOf(signs),
  }
  return { ...verdict, refers: chosen(verdict, wordSetting(context.settings, 'tbcRule')) }
}

function chosen({ card, juknis, w4ss }: Omit<TbcVerdict, 'refers'>, rule: string): boolean {
  if (rule === 'twoOnCard') return card
  if (rule === 'juknis') return juknis
  return rule === 'w4ss' ? w4ss : card || juknis
}

/** A long cough is not named a second time as a cough. */
const signsOf = (signs: TbcSigns): readonly Sign[] =>
  (Object.keys(signs) as Sign[]).filter(
    (sign) => signs[sign] === true && sign !== 'contact' && !(sign === 'cough' && signs.longCough === true),
  )
