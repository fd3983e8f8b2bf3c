import { type Block, inSection } from '#domain/instruments/block.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { onForm } from '#domain/instruments/official-item.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { cigarettesPerDay, smokingYears } from '#domain/instruments/smoking/shared-smoking-fields.ts'
import { isForPuma, packYearBands, puma, pumaHasSmoked, toldPackYears } from '#domain/rules/puma.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023, Formulir 4'

/** Who smoked is asked how much, unless the pack-years were told. */
const owesAmount: Condition = (context) => pumaHasSmoked(context) === true && !toldPackYears(context)

/** What the questions on smoking of the same card have already told is not asked twice. */
const smokingIsKnown: Condition = ({ answers }) =>
  yesNoIn(answers, 'smokedLastYear') === true || yesNoIn(answers, 'smokedBefore') !== undefined

const symptom = (id: string, cardId: string, number: string, shownWhen: Condition): Field =>
  onForm('puma', number, {
    ...yesNoField({ id, cardId, step: 4, source, shownWhen, required: shownWhen }),
    battery: 'puma',
  })

const fieldsWhen = (isAsked: Condition): readonly Field[] => [
  onForm('puma', '3', {
    id: 'pumaSmoking',
    cardId: 'puma_rokok',
    type: 'choice',
    choices: ['never', 'smoked', ...packYearBands],
    printed: {
      never: 'tidak pernah',
      smoked: 'pernah',
      under20: '<20 py',
      from20To30: '20-30 py',
      over30: '>30 py',
    },
    // The points stand beside the answers; below one point it makes no difference who never smoked.
    alsoPrinted: {
      never: ['tidak', '0'],
      smoked: ['ya'],
      under20: ['<20', '< 20', '<20 bungkus tahun'],
      from20To30: ['20-30', '20-30 bungkus tahun', '1'],
      over30: ['>30', '> 30', '>30 bungkus tahun', '2'],
    },
    step: 4,
    required: (context) => isAsked(context) && !smokingIsKnown(context),
    shownWhen: (context) => isAsked(context) && !smokingIsKnown(context),
    source,
  }),
  cigarettesPerDay((context) => isAsked(context) && owesAmount(context)),
  smokingYears((context) => isAsked(context) && owesAmount(context)),
  symptom('pumaBreathless', 'puma_sesak', '4', isAsked),
  symptom('pumaPhlegm', 'puma_dahak', '5', isAsked),
  symptom('pumaCough', 'puma_batuk', '6', isAsked),
  symptom('pumaSpirometry', 'puma_spirometri', '7', isAsked),
]

/** PUMA on a card: once a year from 40 years. */
export const pumaBlock: Block = {
  fields: inSection(
    'puma',
    fieldsWhen((context) => isForPuma(context) && isDueAgain(context, 'pumaBreathless', 12)),
  ),
  rules: [puma],
}

/** PUMA by itself, whenever somebody wants it. */
export const pumaAlone: Block = { fields: inSection('puma', fieldsWhen(isForPuma)), rules: [puma] }
