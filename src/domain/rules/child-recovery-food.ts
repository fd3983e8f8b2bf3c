import { weighingsOf } from '#domain/growth/weighing.ts'
import { weightGainOn } from '#domain/growth/weight-gain.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting, type Settings } from '#domain/settings.ts'
import { oedemaIn } from './acute-malnutrition.ts'
import { muacFromMonths, muacRedBelowCm, muacToMonths, muacYellowBelowCm } from './child-muac.ts'
import { defineRule, settingsUsed } from './define-rule.ts'
import { assessedZ } from './growth-scores.ts'

/** Groups of the programme of local food for recovery, each with its own number of days. */
type RecoveryGroup = 'wasted' | 'underweight' | 'notGained'

const daysSetting: Readonly<Record<RecoveryGroup, string>> = {
  wasted: 'recoveryFoodDaysWasted',
  underweight: 'recoveryFoodDaysUnderweight',
  notGained: 'recoveryFoodDaysNotGained',
}

/** How many days a child of the group is given it. */
export const recoveryDays = (group: RecoveryGroup, settings: Settings): number =>
  numberSetting(settings, daysSetting[group])

const lastMonth = 59

/**
 * The group by today's measurements: gizi kurang or a yellow arm; low weight without wasting; no gain. A child with
 * gizi buruk is in none: it is treated, not fed at the posyandu.
 */
export function recoveryGroupIn(context: FieldContext): RecoveryGroup | undefined {
  const months = ageIn(context)?.months
  if (months === undefined || months > lastMonth) return undefined
  if (months < numberSetting(context.settings, 'recoveryFoodFromMonths')) return undefined
  const whz = assessedZ(context, 'weightForLength')
  const muacCm =
    months >= muacFromMonths && months <= muacToMonths ? numberIn(context.answers, 'muacCm') : undefined
  const isSevere =
    (whz !== undefined && whz < -3) ||
    (muacCm !== undefined && muacCm < muacRedBelowCm) ||
    oedemaIn(context.answers) !== undefined
  if (isSevere) return undefined
  if ((whz !== undefined && whz < -2) || (muacCm !== undefined && muacCm < muacYellowBelowCm)) return 'wasted'
  const waz = assessedZ(context, 'weightForAge')
  if (waz !== undefined && waz < -2) return 'underweight'
  return hasNotGained(context) ? 'notGained' : undefined
}

function hasNotGained(context: FieldContext): boolean {
  const { answers, person, day, onPosyanduDay, birthDateExact } = context
  const weightKg = numberIn(answers, 'weightKg')
  if (weightKg === undefined) return false
  const child = { ...person, birthDateExact, birthWeightKg: numberIn(answers, 'birthWeightKg') }
  return (
    weightGainOn(child, [...weighingsOf(context.history), { day, weightKg, onPosyanduDay }], day).status ===
    'T'
  )
}

const isWeighed = ({ answers }: FieldContext) => numberIn(answers, 'weightKg') !== undefined

/** In the programme at the last visit. */
export const wasFed = ({ history }: Pick<FieldContext, 'history'>): boolean =>
  history.at(-1)?.answers['recoveryFoodEaten'] !== undefined

/** MT pangan lokal: who should have it, for how long, and whether it is eaten as given. */
export const recoveryFood = defineRule(
  {
    id: 'recoveryFood',
    card: 'R-AN-RUJUK',
    edition: 'juknis-pmt-2023',
    source: 'Kartu Bantu Pemeriksaan Balita; Juknis PMT Berbahan Pangan Lokal 2023',
    outcomes: ['recoveryFoodDue', 'recoveryFoodEaten', 'recoveryFoodNotEaten'],
  },
  (context, find) => {
    const group = recoveryGroupIn(context)
    const eaten = yesNoIn(context.answers, 'recoveryFoodEaten')
    const field = 'recoveryFoodEaten'
    if (eaten === true) return [find('recoveryFoodEaten', 'normal', { fields: [field] })]
    if (eaten === false) {
      // A "no" about a child that was weighed and is in no group says that none was due.
      if (context.instrument === 'balita' && group === undefined && isWeighed(context) && !wasFed(context))
        return []
      // At home nobody stands beside the kader: nakes are told.
      const level = context.instrument === 'kr-balita' ? 'confirm' : 'counsel'
      return [find('recoveryFoodNotEaten', level, { fields: [field] })]
    }
    if (group === undefined) return []
    const setting = daysSetting[group]
    const facts = { group, days: numberSetting(context.settings, setting) }
    return [
      find('recoveryFoodDue', 'counsel', {
        fields: [field],
        facts,
        settings: settingsUsed(context.settings, setting),
      }),
    ]
  },
)

/** On a home visit: the food is there. */
export const recoveryFoodAtHome = defineRule(
  {
    id: 'recoveryFoodAtHome',
    card: 'R-AN-RUJUK',
    edition: 'kmk-2015-2023',
    source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
    outcomes: ['recoveryFoodThere', 'recoveryFoodMissing'],
    judges: ['recoveryFoodThere'],
  },
  ({ answers }, find) => {
    const there = yesNoIn(answers, 'recoveryFoodThere')
    if (there === undefined) return []
    const detail = { fields: ['recoveryFoodThere'] }
    return there
      ? [find('recoveryFoodThere', 'normal', detail)]
      : [find('recoveryFoodMissing', 'confirm', detail)]
  },
)
