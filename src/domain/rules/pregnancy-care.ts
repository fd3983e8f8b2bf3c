import type { Rule } from '#domain/instruments/instrument.ts'
import { choicesIn, textIn, wordIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

const edition = 'kmk-2015-2023'
const card = 'Kartu Bantu Pemeriksaan Ibu Hamil'

/** Kelas Ibu Hamil: at least four meetings, one of them with the husband (Buku KIA 2023). */
export const motherClass: Rule = defineRule(
  {
    id: 'motherClass',
    card: 'R-BH-KELAS',
    edition,
    source: `${card}; Buku KIA 2023`,
    outcomes: ['motherClassNot', 'motherClassAttended'],
    judges: ['attendsMotherClass'],
  },
  ({ answers }, find) => {
    const fields = ['attendsMotherClass']
    const last = wordIn(answers, 'lastMotherClass', 'on')
    const said = yesNoIn(answers, 'attendsMotherClass') ?? (last === undefined ? undefined : true)
    if (said === undefined) return []
    return said
      ? [find('motherClassAttended', 'normal', { fields })]
      : [find('motherClassNot', 'counsel', { fields })]
  },
)

/** A mother without a Buku KIA gets one. */
export const kiaBookOfMother: Rule = defineRule(
  {
    id: 'kiaBookOfMother',
    card: '§4.12',
    edition,
    source: 'Buku KIA 2023',
    outcomes: ['kiaBookMissing', 'kiaBookThere'],
  },
  ({ answers }, find) => {
    const has = yesNoIn(answers, 'hasKiaBook')
    if (has === undefined) return []
    return has
      ? [find('kiaBookThere', 'normal', { fields: ['hasKiaBook'] })]
      : [find('kiaBookMissing', 'counsel', { fields: ['hasKiaBook'] })]
  },
)

/** The ten points of P4K, the plan for birth and complications (Buku KIA 2023). */
export const birthPlanPoints = [
  'dueDate',
  'companion',
  'funds',
  'insurance',
  'placeAndHelper',
  'identityCards',
  'bloodDonors',
  'transport',
  'sticker',
  'familyPlanning',
] as const

export const birthPlan: Rule = defineRule(
  {
    id: 'birthPlan',
    card: 'R-BH-KELAS',
    edition,
    source: 'Buku KIA 2023',
    outcomes: ['birthPlanIncomplete', 'birthPlanComplete'],
  },
  ({ answers }, find) => {
    const ready = choicesIn(answers, 'birthPlan')
    if (ready === undefined) return []
    const fields = ['birthPlan']
    const missing = birthPlanPoints.filter((point) => !ready.includes(point))
    return missing.length === 0
      ? [find('birthPlanComplete', 'normal', { fields })]
      : [find('birthPlanIncomplete', 'counsel', { fields, facts: { missing: missing.length } })]
  },
)

/** Smoke in pregnancy, her own or others'. */
export const smokeExposure: Rule = defineRule(
  {
    id: 'smokeExposure',
    card: 'R-11',
    edition,
    source: 'Buku KIA 2023',
    outcomes: ['smokesInPregnancy', 'smokeAround', 'smokeFree'],
  },
  ({ answers }, find) => {
    const fields = ['smokeExposure']
    switch (textIn(answers, 'smokeExposure')) {
      case 'smoker':
        return [find('smokesInPregnancy', 'counsel', { fields })]
      case 'exposed':
        return [find('smokeAround', 'counsel', { fields })]
      case 'none':
        return [find('smokeFree', 'normal', { fields })]
      default:
        return []
    }
  },
)
