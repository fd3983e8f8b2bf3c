import { type Block, inSection } from '#domain/instruments/block.ts'
import { fromYears, isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { onForm } from '#domain/instruments/official-item.ts'
import { phq4, phqAnswers, phqItems } from '#domain/rules/phq.ts'
import type { MentalHealthCard } from '#domain/rules/srq.ts'
import { wordSetting } from '#domain/settings.ts'

/** LOINC of the items, in their order. */
const loinc = ['44250-9', '44255-8', '69725-0', '68509-9'] as const

const fieldsWhen = (isAsked: Condition): readonly Field[] =>
  phqItems.map((item, at) =>
    onForm('phq-4', String(at + 1), {
      id: item,
      cardId: item,
      type: 'choice',
      choices: phqAnswers,
      printed: {
        notAtAll: 'Tidak sama sekali',
        underAWeek: 'Kurang dari 1 minggu',
        overAWeek: 'Lebih dari 1 minggu',
        nearlyEveryDay: 'Hampir setiap hari',
      },
      alsoPrinted: { notAtAll: ['0'], underAWeek: ['1'], overAWeek: ['2'], nearlyEveryDay: ['3'] },
      step: 4,
      required: isAsked,
      shownWhen: isAsked,
      codes: [{ system: 'loinc', code: loinc[at] ?? '' }],
      confidential: true,
      source: 'KMK HK.01.07/MENKES/33/2025; PHQ-4',
    }),
  )

/** Once a year, where the puskesmas uses it. */
const isDue: Condition = (context) => {
  const inUse = wordSetting(context.settings, 'adultMentalScreening')
  if (inUse === 'srq20' || !fromYears(18)(context) || !isDueAgain(context, 'phq4_1', 12)) return false
  return inUse === 'srq20AndPhq4' || isDueAgain(context, 'srq01', 12)
}

/** PHQ-4 on a card, when it is due. */
export const phqBlock = (card: MentalHealthCard): Block => ({
  fields: inSection('mentalHealth', fieldsWhen(isDue)),
  rules: phq4(card),
})

/** PHQ-4 by itself. */
export const phqAlone: Block = {
  fields: inSection(
    'mentalHealth',
    fieldsWhen(() => true),
  ),
  rules: phq4('D-10'),
}
