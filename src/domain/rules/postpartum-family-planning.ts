import type { FieldContext } from '#domain/instruments/instrument.ts'
import { hasValue, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { completedMonths } from '#domain/time/age.ts'
import { defineRule, type Find, notAssessed } from './define-rule.ts'
import { daysSinceDelivery } from './maternal-state.ts'

/** As the card lists them; an implant lasts three years, an IUD up to ten (Buku KIA 2023). */
export const familyPlanningMethods = [
  'femaleSterilisation',
  'maleSterilisation',
  'iud',
  'implant',
  'injection3Months',
  'injection1Month',
  'pill',
  'condom',
  'lactationalAmenorrhoea',
  'none',
] as const

/** Oestrogen lessens milk: not while a child below six months is breastfed (Buku KIA 2023). */
const milkMonths = 6
/** The injection of three months begins six weeks after birth (Buku KIA 2023). */
const injectionFromDays = 42

/** What she uses: a method named goes before the plain yes or no. */
function isUsing({ answers }: FieldContext): boolean | undefined {
  const method = textIn(answers, 'familyPlanningMethod')
  return method === undefined ? yesNoIn(answers, 'usesFamilyPlanning') : method !== 'none'
}

/** Whether milk could suffer; a child of unknown age counts as small. */
const isEarlyMilk = (context: FieldContext) => {
  const deliveredOn = textIn(context.answers, 'deliveredOn')
  const months = deliveredOn === undefined ? 0 : (completedMonths(deliveredOn, context.day) ?? 0)
  return months < milkMonths
}

/** Whether the kind of pill has to be known. */
export const needsPillKind = (context: FieldContext): boolean =>
  textIn(context.answers, 'familyPlanningMethod') === 'pill' &&
  isEarlyMilk(context) &&
  yesNoIn(context.answers, 'breastfeeding') !== false

/** Method and, of pills, its kind: what lessens milk. */
function lessensMilk({ answers }: FieldContext): boolean | undefined {
  const method = textIn(answers, 'familyPlanningMethod')
  if (method === 'injection1Month') return true
  if (method !== 'pill') return false
  return hasValue(answers['pillKind']) ? textIn(answers, 'pillKind') === 'combined' : undefined
}

function judgeMethod(context: FieldContext, find: Find) {
  const method = textIn(context.answers, 'familyPlanningMethod')
  const detail = {
    fields: [method ? 'familyPlanningMethod' : 'usesFamilyPlanning'],
    facts: method ? { method } : {},
  }
  const days = daysSinceDelivery(context)
  const breastfeeding = yesNoIn(context.answers, 'breastfeeding')
  const lessens = lessensMilk(context)
  if (isEarlyMilk(context) && lessens !== false && breastfeeding !== false) {
    if (lessens === undefined) return notAssessed(find, 'pillKind', 'pillKindUnknown')
    return breastfeeding === undefined
      ? notAssessed(find, 'breastfeeding', 'notAnswered')
      : find('methodLessensMilk', 'confirm', detail)
  }
  if (
    method === 'injection3Months' &&
    days !== undefined &&
    days < injectionFromDays &&
    breastfeeding === true
  )
    return find('injectionTooEarly', 'confirm', { ...detail, facts: { days } })
  return find('familyPlanningUsed', 'normal', detail)
}

/** Family planning after birth, and whether the method suits a mother who breastfeeds. */
export const postpartumFamilyPlanning = defineRule(
  {
    id: 'postpartumFamilyPlanning',
    card: 'R-NF-KB',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023; Kartu Bantu Pemeriksaan Ibu Nifas dan Menyusui',
    outcomes: [
      'familyPlanningNot',
      'methodLessensMilk',
      'injectionTooEarly',
      'familyPlanningUsed',
      'notAssessed',
    ],
    judges: ['usesFamilyPlanning', 'familyPlanningMethod'],
  },
  (context, find) => {
    const using = isUsing(context)
    if (using === undefined) return []
    const asked = textIn(context.answers, 'familyPlanningMethod')
      ? 'familyPlanningMethod'
      : 'usesFamilyPlanning'
    if (!using) return [find('familyPlanningNot', 'counsel', { fields: [asked] })]
    return [judgeMethod(context, find)]
  },
)
