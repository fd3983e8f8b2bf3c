import { type Block, inSection } from '#domain/instruments/block.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { onForm } from '#domain/instruments/official-item.ts'
import { aks, aksChange, aksItems } from '#domain/rules/aks.ts'
import { numberSetting } from '#domain/settings.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023, Formulir 5'

const fieldsWhen = (isAsked: Condition): readonly Field[] =>
  aksItems.map(({ id, cardId, steps, printed, short = [] }, at) =>
    onForm('aks', String(at + 1), {
      id,
      cardId,
      type: 'choice',
      choices: steps,
      printed: Object.fromEntries(steps.map((step, points) => [step, String(points)])),
      alsoPrinted: Object.fromEntries(
        steps.map((step, points) => [step, [printed[points] ?? step, short[points] ?? step]]),
      ),
      step: 4,
      required: isAsked,
      shownWhen: isAsked,
      source,
    }),
  )

const isDue: Condition = (context) =>
  isDueAgain(context, 'aksBowel', numberSetting(context.settings, 'geriatricScreeningMonths'))

/** AKS on the card, when it is due. */
export const aksBlock: Block = { fields: inSection('aks', fieldsWhen(isDue)), rules: [aks, aksChange] }

/** AKS by itself: after a hospital stay or a decline, whenever it is wanted. */
export const aksAlone: Block = {
  fields: inSection(
    'aks',
    fieldsWhen(() => true),
  ),
  rules: [aks, aksChange],
}
