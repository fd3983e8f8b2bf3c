import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting, wordSetting } from '#domain/settings.ts'
import { defineRule, notAssessed, settingsUsed } from './define-rule.ts'
import { isActiveSmoker } from './smoking.ts'

const source = 'KMK HK.01.07/MENKES/33/2025; KMK HK.01.07/MENKES/2015/2023'
const edition = 'kmk-33-2025'

const sexesOf = (context: FieldContext) => wordSetting(context.settings, 'lungColonScreeningSexes')

/** From 45 years; men, or both sexes by the setting. */
export const isOfLungColonAge: Condition = (context) =>
  (ageIn(context)?.years ?? 0) >= 45 && (sexesOf(context) === 'both' || context.person.sex === 'male')

/** Asia-Pacific Colorectal Screening score: age, sex, a parent or sibling with bowel cancer, smoking. 0–7. */
export const apcs = (years: number, male: boolean, family: boolean, smokes: boolean): number =>
  (years < 50 ? 0 : years < 70 ? 2 : 3) + (male ? 1 : 0) + (family ? 2 : 0) + (smokes ? 1 : 0)

/** 0–1 low, 2–3 medium, from 4 high. */
const apcsBands = { mediumFrom: 2, highFrom: 4 } as const

const colonTests = ['rectalExam', 'occultBlood'] as const

export const colonCancerRisk = defineRule(
  {
    id: 'colonCancerRisk',
    card: '§6',
    edition,
    source: `${source}; APCS`,
    outcomes: [
      'colonTestPositive',
      'colonTestsNegative',
      'colonRiskHigh',
      'colonRiskMedium',
      'colonRiskLow',
      'notAssessed',
    ],
    judges: ['familyColonCancer', 'smokedLastYear'],
    concerns: isOfLungColonAge,
  },
  (context, find) => {
    const { answers, person } = context
    const positive = colonTests.find((id) => textIn(answers, id) === 'positive')
    if (positive) return [find('colonTestPositive', 'refer', { fields: [positive], deadline: 'week' })]
    const years = ageIn(context)?.years
    if (person.sex === undefined) return [notAssessed(find, 'familyColonCancer', 'sexUnknown')]
    const family = yesNoIn(answers, 'familyColonCancer')
    const smokes = isActiveSmoker(context)
    if (years === undefined || family === undefined || smokes === undefined) return []
    const score = apcs(years, person.sex === 'male', family, smokes)
    const settings = settingsUsed(context.settings, 'lungColonScreeningSexes')
    const detail = { fields: ['familyColonCancer'], facts: { score }, settings }
    if (colonTests.every((id) => textIn(answers, id) === 'negative'))
      return [find('colonTestsNegative', 'normal', detail)]
    if (score >= apcsBands.highFrom) return [find('colonRiskHigh', 'refer', { ...detail, deadline: 'month' })]
    return score >= apcsBands.mediumFrom
      ? [find('colonRiskMedium', 'counsel', detail)]
      : [find('colonRiskLow', 'normal', detail)]
  },
)

/** The six items on lung cancer. */
export const lungItems = [
  { id: 'smokedLastYear', cardId: 'merokok_setahun_terakhir' },
  { id: 'smokedWithin15Years', cardId: 'riwayat_merokok_15th' },
  { id: 'passiveSmoke', cardId: 'terpapar_asap_1bln' },
  { id: 'familyLungCancer', cardId: 'keluarga_kanker_paru' },
  { id: 'chronicLungSymptoms', cardId: 'gejala_kronis' },
  { id: 'lungIllnessBefore', cardId: 'riwayat_tbc_ppok' },
] as const

/** The guideline's older rule: thirty years of smoking above 40 years of age, twenty from 50 with another risk. */
function longSmoker(context: FieldContext, others: number): boolean {
  const years = ageIn(context)?.years ?? 0
  const smoked = numberIn(context.answers, 'smokingYears') ?? 0
  const lately = isActiveSmoker(context) === true || yesNoIn(context.answers, 'smokedWithin15Years') === true
  return lately && ((years > 40 && smoked >= 30) || (years >= 50 && smoked >= 20 && others > 0))
}

/** Items whose yes alone raises the risk: cancer in the family, complaints that last. */
const raisingAlone = new Set<string>(['familyLungCancer', 'chronicLungSymptoms'])

export const lungCancerRisk = defineRule(
  {
    id: 'lungCancerRisk',
    card: '§6',
    edition,
    source,
    outcomes: ['lungRiskRaised', 'lungRiskLight', 'lungRiskNone'],
    judges: lungItems.map(({ id }) => id),
    concerns: isOfLungColonAge,
  },
  (context, find) => {
    const yes = lungItems.filter(({ id }) => yesNoIn(context.answers, id) === true).map(({ id }) => id)
    const from = numberSetting(context.settings, 'lungRiskRaisedFrom')
    const others = yes.filter((id) => !id.startsWith('smoked')).length
    const raised = yes.length >= from || yes.some((id) => raisingAlone.has(id)) || longSmoker(context, others)
    const detail = {
      fields: [yes[0] ?? lungItems[0].id],
      facts: { items: yes.join(' '), count: yes.length },
      settings: settingsUsed(context.settings, 'lungRiskRaisedFrom', 'lungColonScreeningSexes'),
    }
    if (raised) return [find('lungRiskRaised', 'refer', { ...detail, deadline: 'week' })]
    const all = lungItems.every(({ id }) => yesNoIn(context.answers, id) !== undefined)
    if (yes.length > 0) return [find('lungRiskLight', 'refer', { ...detail, deadline: 'month' })]
    return all ? [find('lungRiskNone', 'normal', detail)] : []
  },
)
