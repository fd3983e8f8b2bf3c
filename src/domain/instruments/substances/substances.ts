import { type Block, inSection } from '#domain/instruments/block.ts'
import { fromYears } from '#domain/instruments/due-again.ts'
import type { Field } from '#domain/instruments/instrument.ts'
import { choicesIn } from '#domain/instruments/read-answer.ts'
import { assist, substances, substanceUse } from '#domain/rules/substances.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023, Tabel 16 and 27'

const isTwelve = fromYears(12)
const forNakes = {
  step: 4,
  required: false,
  nakesOnly: true,
  confidential: true,
  shownWhen: isTwelve,
  source,
} as const

const score = (id: string, cardId: string, alsoCardIds: readonly string[] = []): Field => ({
  id,
  cardId,
  alsoCardIds,
  type: 'number',
  unit: '{score}',
  decimals: 0,
  reject: { min: 0, max: 39 },
  ...forNakes,
  shownWhen: (context) =>
    isTwelve(context) && (choicesIn(context.answers, 'substancesUsed')?.length ?? 0) > 0,
})

/** NAPZA from 12 years, asked in confidence by nakes. */
export const substancesBlock: Block = {
  fields: inSection('substances', [
    {
      id: 'substancesUsed',
      cardId: 'napza_riwayat',
      type: 'multi',
      choices: substances,
      printed: {
        tobacco: 'rokok',
        alcohol: 'alkohol',
        cannabis: 'ganja',
        stimulants: 'stimulan',
        inhalants: 'inhalan',
        sedatives: 'sedatif',
        opioids: 'opioid',
        other: 'lainnya',
      },
      ...forNakes,
    },
    { id: 'substancesInjected', cardId: 'napza_suntik_3bln', type: 'yesNo', ...forNakes },
    { id: 'substanceDependence', cardId: 'napza_ketergantungan', type: 'yesNo', ...forNakes },
    score('assistAlcoholScore', 'assist_alkohol'),
    score('assistOtherScore', 'assist_zat_lain', ['assist_lain']),
  ]),
  rules: [substanceUse, assist],
}
