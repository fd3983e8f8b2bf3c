import { type Block, inSection } from '#domain/instruments/block.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { muacCodes } from '#domain/instruments/body-fields.ts'
import { skilas } from '#domain/rules/skilas.ts'
import { numberSetting } from '#domain/settings.ts'
import { skilasFields } from './skilas-fields.ts'

const isDue: Condition = (context) =>
  isDueAgain(context, 'skilasRecall', numberSetting(context.settings, 'geriatricScreeningMonths'))

/** SKILAS on the card, when it is due; the arm is measured there anyway. */
export const skilasBlock: Block = { fields: inSection('skilas', skilasFields(isDue)), rules: skilas }

/** The arm as the card of the elderly measures it. */
const arm: Field = {
  id: 'muacCm',
  cardId: 'lila',
  type: 'number',
  unit: 'cm',
  decimals: 1,
  reject: { min: 10, max: 60 },
  confirm: { min: 16, max: 45 },
  step: 2,
  required: false,
  codes: muacCodes,
  source: "KMK HK.01.07/MENKES/2015/2023, Formulir 5; ranges Teratai's own",
}

/** SKILAS by itself. */
export const skilasAlone: Block = {
  fields: [
    arm,
    ...inSection(
      'skilas',
      skilasFields(() => true),
    ),
  ],
  rules: skilas,
}
