import type { FieldContext, Level, Rule } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'
import { pressureSigns } from './maternal-danger-signs.ts'
import { daysSinceDelivery } from './maternal-state.ts'
import { judgeSigns, type MotherSign, type Place } from './mother-signs.ts'
import { footSwelling } from './pregnancy-danger-signs.ts'

const source = 'Buku KIA 2023'
const card = 'Checklist Kunjungan Rumah; Buku KIA 2023'

/** Low mood of up to two weeks after birth may be the baby blues; longer it is more (Buku KIA 2023). */
const bluesLastDays = 14

/** Thoughts of harm and hallucinations are an emergency; else it is as bad as it is long. */
function moodLevel(context: FieldContext): Level {
  const { answers } = context
  if (yesNoIn(answers, 'harmOrHallucination') === true) return 'emergency'
  if (yesNoIn(answers, 'moodOverTwoWeeks') === true) return 'refer'
  const days = daysSinceDelivery(context)
  return days !== undefined && days <= bluesLastDays ? 'confirm' : 'refer'
}

const nifasId: Readonly<Record<string, string>> = {
  severeHeadache: 'nf_sakit_kepala',
  blurredVision: 'nf_pandangan_kabur',
  epigastricPain: 'nf_ulu_hati',
  faceHandSwelling: 'nf_bengkak',
  footSwelling: 'nf_bengkak_kaki',
  convulsion: 'nf_kejang',
  shortnessOfBreath: 'nf_sesak',
}

/** Danger signs of nifas and breastfeeding, fever aside: it has a rule of its own. */
export const postpartumSigns: readonly MotherSign[] = [
  {
    id: 'heavyBleeding',
    cardId: 'nf_perdarahan',
    code: 'maternalBleeding',
    source,
    level: 'emergency',
  },
  ...[...pressureSigns, footSwelling].map((sign) => ({
    ...sign,
    cardId: nifasId[sign.id] ?? sign.cardId,
    alsoCardIds: [sign.cardId],
  })),
  {
    id: 'chestPain',
    cardId: 'nf_nyeri_dada',
    code: 'maternalChestPain',
    source: card,
    level: 'emergency',
  },
  {
    id: 'foulLochia',
    cardId: 'nf_darah_bau',
    code: 'postpartumFoulLochia',
    source: card,
    level: 'emergency',
  },
  {
    id: 'vaginalFluid',
    cardId: 'nf_cairan',
    code: 'postpartumFluid',
    source: card,
    level: 'refer',
  },
  {
    id: 'breastProblem',
    cardId: 'nf_payudara',
    code: 'postpartumBreastProblem',
    source: card,
    level: 'refer',
  },
  {
    id: 'urinationProblem',
    cardId: 'nf_bak',
    code: 'postpartumUrinationProblem',
    source: card,
    level: 'refer',
  },
  {
    id: 'genitalWound',
    cardId: 'nf_kelamin',
    code: 'postpartumGenitalWound',
    source: card,
    level: 'refer',
  },
  {
    id: 'abnormalDischarge',
    cardId: 'nf_keputihan',
    code: 'postpartumDischarge',
    source: card,
    level: 'refer',
  },
  {
    id: 'palpitations',
    cardId: 'nf_jantung',
    code: 'maternalPalpitations',
    source: card,
    level: 'refer',
  },
  {
    id: 'lowMood',
    cardId: 'nf_jiwa',
    code: 'postpartumLowMood',
    source: card,
    level: moodLevel,
  },
]

const signIds = postpartumSigns.map(({ id }) => id)
/** The home-visit checklist has no row for fits and swelling, and none has chest pain or feet in one of their own. */
const unprinted: Readonly<Record<Place, readonly string[]>> = {
  posyandu: ['chestPain', 'footSwelling'],
  home: ['chestPain', 'footSwelling', 'faceHandSwelling', 'convulsion'],
}

/** The rows of the two forms, fever aside. */
export const printedPostpartumSigns: Readonly<Record<Place, ReadonlySet<string>>> = {
  posyandu: new Set(signIds.filter((id) => !unprinted.posyandu.includes(id))),
  home: new Set(signIds.filter((id) => !unprinted.home.includes(id))),
}

/** Danger signs of nifas, on the card or on the home-visit form. */
export const postpartumDangerSign = (place: Place): Rule =>
  defineRule(
    {
      id: 'postpartumDangerSign',
      card: 'R-NF-BAHAYA',
      edition: 'buku-kia-2023',
      source,
      outcomes: [...postpartumSigns.map(({ code }) => code), 'postpartumNoDangerSign', 'notAssessed'],
    },
    (context, find) =>
      judgeSigns(
        {
          signs: postpartumSigns,
          place,
          printed: printedPostpartumSigns[place],
          noneCode: 'postpartumNoDangerSign',
        },
        context,
        find,
      ),
  )
