import type { FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { trimesterB } from '#domain/pregnancy/trimester.ts'
import { wordSetting } from '#domain/settings.ts'
import { defineRule, plainDeadline, settingsUsed } from './define-rule.ts'
import { gestationIn } from './maternal-state.ts'

/** Limits of anaemia in pregnancy, g/dL (WHO; KMK HK.01.07/MENKES/1092/2024). */
const anaemiaBelow = 11
const anaemiaBelowSecondTrimester = 10.5
const moderateBelow = 10
const severeBelow = 7

/** Below which Hb she has anaemia; by trimester only where the puskesmas says so and the weeks are known. */
function anaemiaLimit(context: FieldContext): number {
  if (wordSetting(context.settings, 'haemoglobinPregnancyMode') === 'program') return anaemiaBelow
  const gestation = gestationIn(context)
  if (!gestation) return anaemiaBelow
  const second = trimesterB(gestation.totalDays, context.settings) === 2
  return second ? anaemiaBelowSecondTrimester : anaemiaBelow
}

export const maternalHaemoglobin = defineRule(
  {
    id: 'maternalHaemoglobin',
    card: 'R-BH-HB',
    edition: 'who',
    source: 'KMK HK.01.07/MENKES/1092/2024; WHO',
    outcomes: [
      'maternalAnaemiaSevere',
      'maternalAnaemiaModerate',
      'maternalAnaemiaMild',
      'maternalHaemoglobinNormal',
    ],
  },
  (context, find) => {
    const value = numberIn(context.answers, 'haemoglobinGPerDl')
    if (value === undefined) return []
    const limit = anaemiaLimit(context)
    const settings = settingsUsed(context.settings, 'haemoglobinPregnancyMode')
    const detail = { fields: ['haemoglobinGPerDl'], facts: { value, limit }, settings }
    if (value < severeBelow)
      return [find('maternalAnaemiaSevere', 'emergency', { ...detail, deadline: 'now' })]
    if (value >= limit) return [find('maternalHaemoglobinNormal', 'normal', detail)]
    const code = value < moderateBelow ? 'maternalAnaemiaModerate' : 'maternalAnaemiaMild'
    return [find(code, 'refer', { ...detail, deadline: plainDeadline(context.settings) })]
  },
)

/** The child's heart beats 120 to 160 times a minute (Buku KIA 2023). */
const heartFrom = 120
const heartTo = 160

export const fetalHeartRate = defineRule(
  {
    id: 'fetalHeartRate',
    card: 'R-BH-BAHAYA',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023',
    outcomes: ['fetalHeartRateAbnormal', 'fetalHeartRateNormal'],
  },
  (context, find) => {
    const value = numberIn(context.answers, 'fetalHeartRate')
    if (value === undefined) return []
    const detail = { fields: ['fetalHeartRate'], facts: { value, low: heartFrom, high: heartTo } }
    return value < heartFrom || value > heartTo
      ? [find('fetalHeartRateAbnormal', 'refer', { ...detail, deadline: 'today' })]
      : [find('fetalHeartRateNormal', 'normal', detail)]
  },
)
