import { numberIn } from '#domain/instruments/read-answer.ts'
import { defineRule, plainDeadline, settingsUsed } from './define-rule.ts'
import { isBreastfeeding, isMaternal } from './maternal-state.ts'

/** KEK of pregnant, postpartum and breastfeeding women: below 23.5 cm (Buku KIA 2023). */
export const maternalMuacLimitCm = 23.5

export const maternalMuac = defineRule(
  {
    id: 'maternalMuac',
    card: 'R-BH-LILA',
    edition: 'buku-kia-2023',
    source: 'Kartu Bantu Pemeriksaan Ibu Hamil; Buku KIA 2023',
    outcomes: ['maternalMuacLow', 'maternalMuacNormal'],
    judges: ['muacCm'],
    concerns: (context) => isMaternal(context) || isBreastfeeding(context),
  },
  (context, find) => {
    const muacCm = numberIn(context.answers, 'muacCm')
    if (muacCm === undefined) return []
    const detail = { fields: ['muacCm'], facts: { value: muacCm, limit: maternalMuacLimitCm } }
    if (muacCm >= maternalMuacLimitCm) return [find('maternalMuacNormal', 'normal', detail)]
    const deadline = plainDeadline(context.settings)
    const settings = settingsUsed(context.settings, 'plainReferralDeadline')
    return [find('maternalMuacLow', 'refer', { ...detail, deadline, settings })]
  },
)
