import type { FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, settingsUsed } from './define-rule.ts'

const edition = 'kmk-33-2025'
const source = 'KMK HK.01.07/MENKES/33/2025'

/** The nine questions on hepatitis B and C; any yes is tested. */
export const liverRisks = [
  { id: 'hepatitisBTestPositive', cardId: 'tes_hepatitis_b_positif' },
  { id: 'familyHepatitisB', cardId: 'riwayat_keluarga_hepatitis_b' },
  { id: 'riskySex', cardId: 'seks_berisiko' },
  { id: 'bloodTransfusion', cardId: 'transfusi_darah' },
  { id: 'haemodialysis', cardId: 'cuci_darah_hemodialisis' },
  { id: 'injectedDrugs', cardId: 'narkoba_suntik' },
  { id: 'livesWithHiv', cardId: 'status_odhiv' },
  { id: 'hepatitisCTreatmentFailed', cardId: 'pengobatan_hepc_gagal' },
  { id: 'toldHighCholesterol', cardId: 'diagnosa_kolesterol_tinggi' },
] as const

const tests = ['hbsAg', 'antiHcv'] as const

/** Hepatitis B and C: a reactive test goes to the hospital, any risk without a test to the laboratory. */
export const liverRisk = defineRule(
  {
    id: 'liverRisk',
    card: '§6',
    edition,
    source,
    outcomes: ['hepatitisTestReactive', 'hepatitisTestNegative', 'hepatitisTestNeeded', 'liverRiskNone'],
    judges: liverRisks.map(({ id }) => id),
  },
  ({ answers }, find) => {
    const reactive = tests.find((id) => textIn(answers, id) === 'reactive')
    if (reactive) return [find('hepatitisTestReactive', 'refer', { fields: [reactive], deadline: 'week' })]
    const risks = liverRisks.filter(({ id }) => yesNoIn(answers, id) === true).map(({ id }) => id)
    if (tests.every((id) => textIn(answers, id) === 'nonReactive'))
      return [find('hepatitisTestNegative', 'normal', { fields: [...tests] })]
    if (risks.length > 0) {
      const facts = { risks: risks.join(' '), count: risks.length }
      return [find('hepatitisTestNeeded', 'refer', { fields: risks, facts, deadline: 'month' })]
    }
    return liverRisks.every(({ id }) => yesNoIn(answers, id) === false)
      ? [find('liverRiskNone', 'normal', { fields: [liverRisks[0].id] })]
      : []
  },
)

/** Platelets in 10⁹/L, AST and its upper limit in U/L. */
function apriIn({ answers, settings }: FieldContext) {
  const ast = numberIn(answers, 'astUnitPerL')
  const platelets = numberIn(answers, 'plateletsGigaPerL')
  const upperLimit = numberIn(answers, 'astUpperLimitUnitPerL') ?? numberSetting(settings, 'astUpperLimit')
  return ast === undefined || platelets === undefined ? undefined : { ast, platelets, upperLimit }
}

/** APRI = AST ÷ upper limit ÷ platelets × 100: above 0.5 there may be fibrosis. Compared in whole numbers. */
export const liverFibrosis = defineRule(
  { id: 'liverFibrosis', card: '§6', edition, source, outcomes: ['apriRaised', 'apriNormal'] },
  (context, find) => {
    const found = apriIn(context)
    if (!found) return []
    const { ast, platelets, upperLimit } = found
    const apri = Math.round((ast / upperLimit / platelets) * 10_000) / 100
    const detail = {
      fields: ['astUnitPerL', 'plateletsGigaPerL'],
      facts: { apri, limit: 0.5, upperLimit },
      settings: settingsUsed(context.settings, 'astUpperLimit'),
    }
    return ast * 200 > upperLimit * platelets
      ? [find('apriRaised', 'refer', { ...detail, deadline: 'month' })]
      : [find('apriNormal', 'normal', detail)]
  },
)
