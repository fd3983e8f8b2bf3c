import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { isOn, numberSetting } from '#domain/settings.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'

/** PUMA is for everybody from 40 years. */
export const pumaFromYears = 40

/** Items answered with yes or no, one point each. */
export const pumaSymptoms = ['pumaBreathless', 'pumaPhlegm', 'pumaCough', 'pumaSpirometry'] as const

/** Pack-years as Formulir 4 prints them, for who has them ready, with their points. */
const bandPoints: Readonly<Record<string, number>> = { under20: 0, from20To30: 1, over30: 2 }
export const packYearBands = ['under20', 'from20To30', 'over30'] as const

/** Whether the pack-years were told as a band of the form. */
export const toldPackYears = ({ answers }: FieldContext): boolean =>
  (textIn(answers, 'pumaSmoking') ?? '') in bandPoints

/** Whether somebody ever smoked 20 packs, or a stick a day for a year. Nothing where nobody knows. */
export function pumaHasSmoked({ answers }: FieldContext): boolean | undefined {
  const said = textIn(answers, 'pumaSmoking')
  if (said !== undefined) return said !== 'never'
  const [now, before] = [yesNoIn(answers, 'smokedLastYear'), yesNoIn(answers, 'smokedBefore')]
  if (now === true || before === true || yesNoIn(answers, 'smokes') === true) return true
  const perDay = numberIn(answers, 'cigarettesPerDay')
  if (perDay !== undefined) return perDay > 0
  return now === false && before === false ? false : undefined
}

/** Sticks a day times years, by the 20 of a pack, whatever the pack holds (KMK HK.01.07/MENKES/2015/2023). */
export function packYears({ answers }: FieldContext): number | undefined {
  const perDay = numberIn(answers, 'cigarettesPerDay')
  const years = numberIn(answers, 'smokingYears')
  return perDay === undefined || years === undefined ? undefined : (perDay * years) / 20
}

/** Below 20 pack-years none, 20 to 30 one, above 30 two. */
function smokingPoints(context: FieldContext): number | undefined {
  const ofBand = bandPoints[textIn(context.answers, 'pumaSmoking') ?? '']
  if (ofBand !== undefined) return ofBand
  const smoked = pumaHasSmoked(context)
  if (smoked !== true) return smoked === false ? 0 : undefined
  const amount = packYears(context)
  if (amount === undefined) return undefined
  if (amount < 20) return 0
  return amount <= 30 ? 1 : 2
}

const agePoints = (years: number): number => (years >= 60 ? 2 : years >= 50 ? 1 : 0)

const sexPoints = ({ person }: FieldContext): number | undefined =>
  person.sex === undefined ? undefined : person.sex === 'male' ? 1 : 0

/** Whether the questions are put to this person at all. */
export function isForPuma(context: FieldContext): boolean {
  const years = ageIn(context)?.years
  if (years === undefined || years < pumaFromYears) return false
  if (!isOn(context.settings, 'pumaOnlySmokers')) return true
  // Who told nothing more than the header's tick is taken at that.
  return (pumaHasSmoked(context) ?? yesNoIn(context.answers, 'smokes')) !== false
}

/** Risk of chronic obstructive lung disease: the points of PUMA, 0 to 9. */
export const puma = defineRule(
  {
    id: 'puma',
    card: 'D-8',
    edition: 'kmk-2015-2023',
    source: 'KMK HK.01.07/MENKES/2015/2023, Formulir 4; KMK HK.01.07/MENKES/33/2025',
    outcomes: ['pumaHighRisk', 'pumaLowRisk', 'notAssessed'],
    judges: pumaSymptoms,
    concerns: isForPuma,
  },
  (context, find) => {
    const years = ageIn(context)?.years
    if (years === undefined) return []
    const symptoms = pumaSymptoms.map((id) => yesNoIn(context.answers, id))
    if (symptoms.every((one) => one === undefined)) return []
    const points = [
      sexPoints(context),
      agePoints(years),
      smokingPoints(context),
      ...symptoms.map((yes) => (yes === undefined ? undefined : Number(yes))),
    ]
    return [judge(points, context, find)]
  },
)

function judge(points: readonly (number | undefined)[], context: FieldContext, find: Find): Finding {
  const score = points.reduce<number>((sum, point) => sum + (point ?? 0), 0)
  const cutoff = numberSetting(context.settings, 'pumaCutoff')
  const amount = packYears(context)
  const detail = {
    fields: ['pumaBreathless'],
    facts: {
      score,
      limit: cutoff,
      ...(amount !== undefined && { packYears: Math.round(amount * 10) / 10 }),
    },
    settings: settingsUsed(context.settings, 'pumaCutoff', 'pumaOnlySmokers', 'pumaWordingConfirmed'),
  }
  if (score >= cutoff) return find('pumaHighRisk', 'refer', { ...detail, deadline: 'month' })
  if (points.includes(undefined)) return notAssessed(find, 'pumaBreathless', 'notAnswered', { score })
  return find('pumaLowRisk', 'normal', detail)
}
