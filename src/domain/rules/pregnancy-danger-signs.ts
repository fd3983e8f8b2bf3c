import type { Condition, FieldContext, Level, Rule } from '#domain/instruments/instrument.ts'
import { choicesIn } from '#domain/instruments/read-answer.ts'
import { defineRule, notAssessed } from './define-rule.ts'
import { pressureSigns } from './maternal-danger-signs.ts'
import { gestationIn } from './maternal-state.ts'
import { judgeSigns, type MotherSign, type Place, signIn } from './mother-signs.ts'

const source = 'Buku KIA 2023'
const own = "Buku KIA 2023; level Teratai's own"

/** Movements are counted from 24 completed weeks (Buku KIA 2023). */
export const movementsFromWeeks = 24
/** Before this week labour is preterm. */
const termFromWeeks = 37

/** Whether the pregnancy has reached a week; true where nobody knows, so that no question falls away unasked. */
export const hasReachedWeeks =
  (weeks: number): Condition =>
  (context) =>
    (gestationIn(context)?.weeks ?? weeks) >= weeks

/** Whether the pregnancy is known to have reached a week. */
export const isBeyondWeeks =
  (weeks: number): Condition =>
  (context) => {
    const gestation = gestationIn(context)
    return gestation !== undefined && gestation.weeks >= weeks
  }

/** Labour at term is no danger sign, but she goes where she will give birth; before term it is an emergency. */
const labourLevel = (context: FieldContext): Level =>
  isBeyondWeeks(termFromWeeks)(context) ? 'refer' : 'emergency'

const movement: MotherSign = {
  id: 'fetalMovementReduced',
  cardId: 'bh_gerak_janin',
  code: 'maternalFetalMovementReduced',
  source,
  level: 'emergency',
}

/** Swollen feet alone are common; the pressure tells whether they are more. */
export const footSwelling: MotherSign = {
  id: 'footSwelling',
  cardId: 'bh_bengkak_kaki',
  code: 'maternalFootSwelling',
  source: own,
  level: 'confirm',
}

/** Danger signs of pregnancy, fever and TBC aside: they have rules of their own. */
export const pregnancySigns: readonly MotherSign[] = [
  {
    id: 'vaginalBleeding',
    cardId: 'bh_perdarahan',
    code: 'maternalBleeding',
    source,
    level: 'emergency',
  },
  {
    id: 'watersBroken',
    cardId: 'bh_ketuban',
    code: 'maternalWatersBroken',
    source,
    level: 'emergency',
  },
  ...pressureSigns,
  footSwelling,
  {
    id: 'severeAbdominalPain',
    cardId: 'bh_nyeri_perut',
    code: 'maternalAbdominalPain',
    source,
    level: 'emergency',
  },
  movement,
  {
    id: 'regularContractions',
    cardId: 'bh_kontraksi',
    code: 'maternalContractions',
    source,
    level: labourLevel,
  },
  {
    id: 'bloodyShow',
    cardId: 'bh_lendir_darah',
    code: 'maternalBloodyShow',
    source,
    level: labourLevel,
  },
  {
    id: 'persistentVomiting',
    cardId: 'bh_muntah',
    code: 'maternalVomiting',
    source,
    level: 'refer',
  },
  {
    id: 'chestPain',
    cardId: 'bh_nyeri_dada',
    code: 'maternalChestPain',
    source: own,
    level: 'emergency',
  },
  {
    id: 'palpitations',
    cardId: 'bh_jantung',
    code: 'maternalPalpitations',
    source,
    level: 'refer',
  },
  {
    id: 'painfulUrination',
    cardId: 'bh_kencing',
    code: 'maternalPainfulUrination',
    source,
    level: 'refer',
  },
  {
    id: 'repeatedDiarrhoea',
    cardId: 'bh_diare',
    code: 'maternalDiarrhoea',
    source,
    level: 'refer',
  },
  {
    id: 'anxiety',
    cardId: 'bh_cemas',
    code: 'maternalAnxiety',
    source,
    level: 'confirm',
  },
]

/** Parts of printed signs, and the signs of labour, that no form has a row for. */
const unprinted: ReadonlySet<string> = new Set(['footSwelling', 'chestPain', 'bloodyShow'])

/** The rows of the two forms, fever and TBC aside: those of the Buku KIA, and the ten of the home-visit checklist. */
export const printedPregnancySigns: Readonly<Record<Place, ReadonlySet<string>>> = {
  posyandu: new Set(pregnancySigns.map(({ id }) => id).filter((id) => !unprinted.has(id))),
  home: new Set([
    'severeHeadache',
    'anxiety',
    'repeatedDiarrhoea',
    'fetalMovementReduced',
    'palpitations',
    'watersBroken',
    'painfulUrination',
    'severeAbdominalPain',
  ]),
}

const areMovementsCounted = hasReachedWeeks(movementsFromWeeks)

/** The signs that count on this day: movements only from 24 weeks. */
const signsFor = (context: FieldContext) =>
  areMovementsCounted(context) ? pregnancySigns : pregnancySigns.filter((sign) => sign !== movement)

/** Danger signs of pregnancy, on the card or on the home-visit form. */
export const pregnancyDangerSign = (place: Place): Rule =>
  defineRule(
    {
      id: 'pregnancyDangerSign',
      card: 'R-BH-BAHAYA',
      edition: 'buku-kia-2023',
      source,
      outcomes: [...pregnancySigns.map(({ code }) => code), 'pregnancyNoDangerSign', 'notAssessed'],
    },
    (context, find) => {
      const found = judgeSigns(
        {
          signs: signsFor(context),
          place,
          printed: printedPregnancySigns[place],
          noneCode: 'pregnancyNoDangerSign',
        },
        context,
        find,
      )
      const early = !areMovementsCounted(context) && signIn(context, movement.id) === true
      return early ? [...found, notAssessed(find, movement.id, 'movementsNotYetCounted')] : found
    },
  )

/** Labour that goes wrong (Buku KIA 2023). */
export const labourDangerSigns = [
  'bleeding',
  'foulWaters',
  'restless',
  'cannotPush',
  'cordOrArmFirst',
  'convulsion',
] as const

export const labourDanger = defineRule(
  {
    id: 'labourDanger',
    card: 'R-BH-BAHAYA',
    edition: 'buku-kia-2023',
    source,
    outcomes: ['labourDanger'],
  },
  ({ answers }, find) => {
    const signs = choicesIn(answers, 'labourDangerSigns') ?? []
    if (signs.length === 0) return []
    const facts = { signs: signs.join(' ') }
    return [find('labourDanger', 'emergency', { fields: ['labourDangerSigns'], facts, deadline: 'now' })]
  },
)

/** "Cough for more than two weeks, or TBC in the house": either is referred by the screening for TBC. */
export const motherTbcSign = defineRule(
  {
    id: 'motherTbcSign',
    card: 'R-TBC',
    edition: 'kmk-2015-2023',
    source: 'KMK HK.01.07/MENKES/2015/2023; Checklist Kunjungan Rumah',
    outcomes: ['motherTbcSign'],
  },
  (context, find) =>
    signIn(context, 'tbcSign') === true
      ? [find('motherTbcSign', 'refer', { fields: ['tbcSign'], deadline: '3days' })]
      : [],
)
