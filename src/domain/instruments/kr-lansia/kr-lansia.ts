import { ageIn } from '#domain/instruments/age-in.ts'
import { yearlyCheckField } from '#domain/instruments/home-visit-questions.ts'
import type { Condition, Field, Instrument } from '#domain/instruments/instrument.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { adultHomeBlocks } from '#domain/instruments/kr-dewasa/adult-home-blocks.ts'
import { isMet } from '#domain/instruments/kr-head.ts'
import { companionField } from '#domain/instruments/lansia/lansia-fields.ts'
import { choicesIn } from '#domain/instruments/read-answer.ts'
import { lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { wasDoneInYear } from '#domain/rules/adult-home.ts'
import {
  aksAnswers,
  homeAks,
  homeSafety,
  homeSkilas,
  olderAlone,
  olderDangerSigns,
  safetyItems,
  skilasAnswers,
} from '#domain/rules/adult-home-older.ts'

const source = 'Checklist Kunjungan Rumah Lansia (KMK HK.01.07/MENKES/2015/2023)'

/** Met, and our own visits of the last year do not show it. */
const isOpen =
  (field: string, answers: readonly string[]): Condition =>
  (context) =>
    isMet(context) && wasDoneInYear({ ...context, answers: {} }, field, answers) !== true

const aksIsOpen = isOpen('aksInYear', aksAnswers)
const skilasIsOpen = isOpen('skilasInYear', skilasAnswers)

const olderFields: readonly Field[] = [
  {
    id: 'olderDangerSigns',
    cardId: 'kl_tanda_bahaya',
    type: 'multi',
    choices: [
      'fell',
      'refusesFood',
      'suddenConfusion',
      'pressureSore',
      'shortnessOfBreath',
      'suddenParalysis',
    ],
    printed: {
      fell: 'jatuh',
      refusesFood: 'tidak mau makan',
      suddenConfusion: 'bingung mendadak',
      pressureSore: 'luka tekan',
      shortnessOfBreath: 'sesak',
      suddenParalysis: 'lumpuh mendadak',
    },
    step: 2,
    required: isMet,
    shownWhen: isMet,
    section: 'dangerSigns',
    source: `${source}; signs Teratai's own`,
  },
  yearlyCheckField(
    { id: 'aksInYear', row: 'aks_1th', section: 'aks', required: aksIsOpen, shownWhen: aksIsOpen },
    [
      {
        id: 'score',
        cardId: 'kl_aks_1th_skor',
        type: 'number',
        unit: '{score}',
        decimals: 0,
        reject: { min: 0, max: 20 },
      },
    ],
  ),
  yearlyCheckField(
    {
      id: 'skilasInYear',
      row: 'skilas_1th',
      section: 'skilas',
      required: skilasIsOpen,
      shownWhen: skilasIsOpen,
    },
    [
      {
        id: 'result',
        cardId: 'kl_skilas_1th_hasil',
        type: 'choice',
        choices: ['normal', 'impaired'],
        printed: { normal: 'normal', impaired: 'terganggu' },
      },
    ],
  ),
  companionField({ required: isMet, shownWhen: isMet }),
  {
    id: 'homeSafety',
    cardId: 'kl_rumah_aman',
    type: 'multi',
    choices: safetyItems,
    printed: {
      lightEnough: 'lampu cukup',
      floorNotSlippery: 'lantai tidak licin',
      handrail: 'pegangan KM/WC',
      footwear: 'alas kaki',
    },
    alsoPrinted: { handrail: ['pegangan'] },
    step: 4,
    required: isMet,
    shownWhen: isMet,
    section: 'homeSafety',
    source,
  },
]

const { fields, rules } = joinBlocks(
  ...adultHomeBlocks({
    of: 'lansia',
    prefix: 'kl',
    card: 'R-KR-LANSIA',
    hasDangerSign: ({ answers }) => (choicesIn(answers, 'olderDangerSigns')?.length ?? 0) > 0,
  }),
  { fields: olderFields, rules: [homeAks, homeSkilas, olderAlone, olderDangerSigns, homeSafety] },
)

/** Checklist Kunjungan Rumah Lansia: from 60 years. */
export const krLansia: Instrument = {
  id: 'kr-lansia',
  kind: 'homeVisit',
  edition: '2026.1',
  source,
  appliesTo: (person, day) => {
    const years = ageIn({ person, day })?.years
    return years !== undefined && years >= lansiaFromYears
  },
  fields,
  rules,
}
