import { type Block, inSection } from '#domain/instruments/block.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { onForm } from '#domain/instruments/official-item.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { phqItems } from '#domain/rules/phq.ts'
import { isForSrq, type MentalHealthCard, srq20, srqItems, srqSelfHarmItem } from '#domain/rules/srq.ts'
import { wordSetting } from '#domain/settings.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023, Formulir 6'

/** The question on ending one's life stands by itself: nobody answers it in passing. */
const batteryOf = (item: string) =>
  item === srqSelfHarmItem ? {} : { battery: item < srqSelfHarmItem ? 'srqFirst' : 'srqLast' }

const fieldsWhen = (isAsked: Condition): readonly Field[] =>
  srqItems.map((item, at) =>
    onForm('srq-20', String(at + 1), {
      ...yesNoField({ id: item, cardId: item, step: 4, source, shownWhen: isAsked, required: isAsked }),
      ...batteryOf(item),
      confidential: true,
    }),
  )

/** PHQ-4 filled on this very visit, and nothing of SRQ-20. */
const isAnsweredToday: Condition = ({ answers }) =>
  phqItems.every((item) => hasValue(answers[item])) && !srqItems.some((item) => hasValue(answers[item]))

/** Once a year, unless the other questionnaire of the mind was filled meanwhile or is the one in use. */
const isDue: Condition = (context) =>
  isForSrq(context) &&
  wordSetting(context.settings, 'adultMentalScreening') !== 'phq4' &&
  isDueAgain(context, 'srq01', 12) &&
  (wordSetting(context.settings, 'adultMentalScreening') === 'srq20AndPhq4' ||
    (isDueAgain(context, 'phq4_1', 12) && !isAnsweredToday(context)))

/** SRQ-20 on a card, when it is due. */
export const srqBlock = (card: MentalHealthCard): Block => ({
  fields: inSection('mentalHealth', fieldsWhen(isDue)),
  rules: [srq20(card)],
})

/** SRQ-20 by itself. */
export const srqAlone: Block = {
  fields: inSection('mentalHealth', fieldsWhen(isForSrq)),
  rules: [srq20('D-10')],
}
