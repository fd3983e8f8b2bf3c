import { textIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

/** TTD or MMS go on through nifas; a bottle begun in pregnancy is finished then. */
export const postpartumTablets = defineRule(
  {
    id: 'postpartumTablets',
    card: 'R-BH-TTD',
    edition: 'kmk-1092-2024',
    source: 'KMK HK.01.07/MENKES/1092/2024; Buku KIA 2023',
    outcomes: ['tabletsNotDaily', 'tabletsDaily'],
  },
  ({ answers }, find) => {
    const fields = ['tabletIntake']
    switch (textIn(answers, 'tabletIntake')) {
      case 'daily':
        return [find('tabletsDaily', 'normal', { fields })]
      case 'notDaily':
        return [find('tabletsNotDaily', 'counsel', { fields })]
      default:
        return []
    }
  },
)
