import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

const edition = 'kmk-2015-2023'
const source = "KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025; deadlines Teratai's own"

/** Malaria where it occurs: fever needs a blood test the same day, unfinished medicine or a case nearby a look. */
export const malaria = defineRule(
  {
    id: 'malaria',
    card: '§2.2',
    edition,
    source,
    outcomes: ['malariaSuspected', 'malariaRisk', 'malariaNone'],
  },
  ({ answers }, find) => {
    if (yesNoIn(answers, 'malariaSymptoms') === true)
      return [find('malariaSuspected', 'refer', { fields: ['malariaSymptoms'], deadline: 'today' })]
    const risk = ['malariaMedicineUnfinished', 'malariaNearby'].find((id) => yesNoIn(answers, id) === true)
    if (risk) return [find('malariaRisk', 'confirm', { fields: [risk] })]
    return yesNoIn(answers, 'malariaSymptoms') === false
      ? [find('malariaNone', 'normal', { fields: ['malariaSymptoms'] })]
      : []
  },
)

/** Numb patches may be leprosy, sores that itch at night scabies or yaws: both are treated at the puskesmas. */
export const skinDisease = defineRule(
  {
    id: 'skinDisease',
    card: '§2.2',
    edition,
    source,
    outcomes: ['leprosySuspected', 'itchingSores', 'skinHealthy'],
  },
  ({ answers }, find) => {
    const numb = yesNoIn(answers, 'numbSkinPatch')
    const itching = yesNoIn(answers, 'itchingSores')
    if (numb === true)
      return [find('leprosySuspected', 'refer', { fields: ['numbSkinPatch'], deadline: 'week' })]
    if (itching === true)
      return [find('itchingSores', 'refer', { fields: ['itchingSores'], deadline: 'week' })]
    return numb === false && itching === false
      ? [find('skinHealthy', 'normal', { fields: ['numbSkinPatch'] })]
      : []
  },
)
