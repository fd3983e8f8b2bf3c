import type { Condition, Facts, FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn, textIn } from '#domain/instruments/read-answer.ts'
import { isOn, numberSetting } from '#domain/settings.ts'
import { addDays, type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'
import { defineRule, settingsUsed } from './define-rule.ts'
import { maternalMuacLimitCm } from './maternal-muac.ts'
import { visitsOfPregnancy } from './pregnancy-history.ts'
import { bmiBeforePregnancyTenths } from './pregnancy-weight.ts'

const card = 'Kartu Bantu Pemeriksaan Ibu Hamil'

type Supply = { readonly day: CalendarDay; readonly tablets: number; readonly kind: string | undefined }

/** Tablets handed out in this pregnancy, today's last. */
function suppliesIn(context: FieldContext): readonly Supply[] {
  return [...visitsOfPregnancy(context), context].flatMap(({ day, answers }) => {
    const tablets = numberIn(answers, 'tabletsGiven') ?? 0
    return tablets > 0 ? [{ day, tablets, kind: textIn(answers, 'tabletKind') }] : []
  })
}

function supplyFacts(supplies: readonly Supply[], context: FieldContext): Facts {
  const tablets = supplies.reduce((sum, one) => sum + one.tablets, 0)
  const first = supplies[0]?.day
  const target = numberSetting(context.settings, 'pregnancyTabletTarget')
  // One tablet a day since the first were handed out.
  return { tablets, target, ...(first && { expected: daysBetween(first, context.day) }) }
}

/** TTD or MMS daily; tablets of the whole pregnancy are told with it. */
export const pregnancyTablets = defineRule(
  {
    id: 'pregnancyTablets',
    card: 'R-BH-TTD',
    edition: 'kmk-2015-2023',
    source: `${card}; KMK HK.01.07/MENKES/1092/2024`,
    outcomes: ['tabletsNotDaily', 'tabletsDaily'],
    judges: ['tabletIntake'],
  },
  (context, find) => {
    const intake = textIn(context.answers, 'tabletIntake')
    if (intake === undefined) return []
    const detail = {
      fields: ['tabletIntake', 'tabletsGiven'],
      facts: supplyFacts(suppliesIn(context), context),
      settings: settingsUsed(context.settings, 'pregnancyTabletTarget'),
    }
    return intake === 'daily'
      ? [find('tabletsDaily', 'normal', detail)]
      : [find('tabletsNotDaily', 'counsel', detail)]
  },
)

/** TTD and MMS are never taken side by side: of the other kind some are left while these are handed out. */
export const tabletKinds = defineRule(
  {
    id: 'tabletKinds',
    card: 'R-BH-TTD',
    edition: 'kmk-1092-2024',
    source: 'KMK HK.01.07/MENKES/1092/2024',
    outcomes: ['tabletKindsOverlap'],
  },
  (context, find) => {
    const kind = textIn(context.answers, 'tabletKind')
    const supplies = suppliesIn(context)
    const other = supplies.find(
      (one) =>
        kind !== undefined &&
        one.kind !== undefined &&
        one.kind !== kind &&
        addDays(one.day, one.tablets) > context.day,
    )
    if (!other) return []
    const facts = { kind: kind ?? '', since: other.day }
    return [find('tabletKindsOverlap', 'confirm', { fields: ['tabletKind'], facts })]
  },
)

/** A body mass index below this before pregnancy makes her one for whom the food is meant. */
const thinBelowTenths = 185

/** Why she is one for whom the food is meant: arm, body mass index, or the food of an earlier visit. */
export function supplementaryFoodReason(context: FieldContext): string | undefined {
  const muacCm = numberIn(context.answers, 'muacCm')
  if (muacCm !== undefined && muacCm < maternalMuacLimitCm) return 'muac'
  const tenths = isOn(context.settings, 'supplementaryFoodByBmi')
    ? bmiBeforePregnancyTenths(context)
    : undefined
  if (tenths !== undefined && tenths < thinBelowTenths) return 'bmi'
  const inProgramme = visitsOfPregnancy(context).some(
    ({ answers }) => (numberIn(answers, 'foodPortions') ?? 0) > 0,
  )
  return inProgramme ? 'programme' : undefined
}

/** Whether the food for KEK is asked about. */
export const isForSupplementaryFood: Condition = (context) => supplementaryFoodReason(context) !== undefined

/** Food for pregnant women with KEK: for whom, and whether it is eaten daily. */
export const supplementaryFood = defineRule(
  {
    id: 'supplementaryFood',
    card: 'R-BH-MT',
    edition: 'kmk-2015-2023',
    source: `${card}; Juknis PMT berbahan pangan lokal`,
    outcomes: ['foodNotDaily', 'foodDaily', 'foodDue'],
    judges: ['foodIntake'],
  },
  (context, find) => {
    const intake = textIn(context.answers, 'foodIntake')
    const reason = supplementaryFoodReason(context)
    const facts = {
      ...(reason && { reason }),
      days: numberSetting(context.settings, 'supplementaryFoodDaysKek'),
    }
    const settings = settingsUsed(context.settings, 'supplementaryFoodDaysKek', 'supplementaryFoodByBmi')
    const detail = { facts, settings }
    if (intake === 'daily') return [find('foodDaily', 'normal', { ...detail, fields: ['foodIntake'] })]
    if (intake === 'notDaily') return [find('foodNotDaily', 'counsel', { ...detail, fields: ['foodIntake'] })]
    // What was handed out today leaves only the question whether it is eaten.
    const isServed = (numberIn(context.answers, 'foodPortions') ?? 0) > 0
    return reason && !isServed ? [find('foodDue', 'counsel', { ...detail, fields: ['foodPortions'] })] : []
  },
)
