import type { FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { numberSetting, wordSetting } from '#domain/settings.ts'
import { defineRule, settingsUsed } from './define-rule.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023, Tabel 25; PERKENI 2021'
const edition = 'perkeni-2021'

/** Total cholesterol in mg/dL: wanted below 200, slightly high to 239, high from 240. */
const limits = { raisedFrom: 200, highFrom: 240 } as const

/** The meter's number; `LO` and `HI` stand as −∞ and ∞. */
function cholesterolIn(context: FieldContext): number | undefined {
  const value = context.answers['totalCholesterolMgPerDl']
  if (value === 'LO') return Number.NEGATIVE_INFINITY
  if (value === 'HI') return Number.POSITIVE_INFINITY
  return typeof value === 'number' ? value : undefined
}

/** N or T of the card, by the setting `cholesterolMarkHigh`. */
function markOf(value: number, context: FieldContext): 'N' | 'T' {
  const way = wordSetting(context.settings, 'cholesterolMarkHigh')
  const high = way === 'from240' ? value >= 240 : way === 'above200' ? value > 200 : value >= 200
  return high ? 'T' : 'N'
}

/** Total cholesterol, at any age at which it was measured. */
export const cholesterol = defineRule(
  {
    id: 'cholesterol',
    card: 'D-5',
    edition,
    source,
    outcomes: ['cholesterolHigh', 'cholesterolRaised', 'cholesterolWanted'],
    judges: ['totalCholesterolMgPerDl'],
  },
  (context, find) => {
    const value = cholesterolIn(context)
    if (value === undefined) return []
    const shown = Number.isFinite(value) ? value : value > 0 ? 'HI' : 'LO'
    const detail = {
      fields: ['totalCholesterolMgPerDl'],
      facts: { value: shown, mark: markOf(value, context) },
      settings: settingsUsed(context.settings, 'cholesterolMarkHigh'),
    }
    if (value >= limits.highFrom) return [find('cholesterolHigh', 'refer', { ...detail, deadline: 'month' })]
    return value >= limits.raisedFrom
      ? [find('cholesterolRaised', 'confirm', detail)]
      : [find('cholesterolWanted', 'normal', detail)]
  },
)

/** LDL, triglycerides: borderline and high from these, in mg/dL. LDL 130–159, 160; triglycerides 150–199, 200. */
const fats = [
  { id: 'ldlMgPerDl', what: 'ldl', borderlineFrom: 130, highFrom: 160, veryHighFrom: 190 },
  {
    id: 'triglyceridesMgPerDl',
    what: 'triglycerides',
    borderlineFrom: 150,
    highFrom: 200,
    veryHighFrom: 500,
  },
] as const

/** The blood fats of a laboratory, where a nakes has them. */
export const bloodFats = defineRule(
  {
    id: 'bloodFats',
    card: 'D-5',
    edition,
    source,
    outcomes: ['bloodFatHigh', 'bloodFatBorderline', 'hdlLow', 'bloodFatsWanted'],
  },
  (context, find) => {
    const found = fats.flatMap(({ id, what, borderlineFrom, highFrom, veryHighFrom }) => {
      const value = numberIn(context.answers, id)
      if (value === undefined || value < borderlineFrom) return []
      const facts = { what, value, limit: value >= highFrom ? highFrom : borderlineFrom }
      const veryHigh = value >= veryHighFrom ? { veryHigh: 1 } : {}
      return value >= highFrom
        ? [
            find('bloodFatHigh', 'refer', {
              fields: [id],
              facts: { ...facts, ...veryHigh },
              deadline: 'month',
            }),
          ]
        : [find('bloodFatBorderline', 'confirm', { fields: [id], facts })]
    })
    const hdl = numberIn(context.answers, 'hdlMgPerDl')
    const hdlLimit = numberSetting(context.settings, 'hdlLowBelow')
    const settings = settingsUsed(context.settings, 'hdlLowBelow')
    const low =
      hdl !== undefined && hdl < hdlLimit
        ? [
            find('hdlLow', 'confirm', {
              fields: ['hdlMgPerDl'],
              facts: { value: hdl, limit: hdlLimit },
              settings,
            }),
          ]
        : []
    if (found.length + low.length > 0) return [...found, ...low]
    const measured = [...fats.map(({ id }) => id), 'hdlMgPerDl'].filter(
      (id) => numberIn(context.answers, id) !== undefined,
    )
    return measured.length > 0 ? [find('bloodFatsWanted', 'normal', { fields: measured })] : []
  },
)
