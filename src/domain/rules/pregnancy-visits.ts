import type { Facts, FieldContext } from '#domain/instruments/instrument.ts'
import { isNotMeasured, textIn, wordIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { gestationOn } from '#domain/pregnancy/gestation.ts'
import { wordSetting } from '#domain/settings.ts'
import { isCalendarDay } from '#domain/time/calendar-day.ts'
import { defineRule, notAssessed, settingsUsed } from './define-rule.ts'
import { episodeIn, gestationIn } from './maternal-state.ts'

/** Field ids of the six visits of pregnancy (Permenkes 21/2021). */
export const pregnancyVisitIds = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'] as const

/**
 * How many visits a pregnancy of so many completed weeks should have had: all of the first two trimesters when the next
 * one begins, two of the third from 36 weeks and all from 40.
 */
function expectedVisits(weeks: number, pattern: string): number {
  const [first, second] = pattern === '2-1-3' ? [2, 1] : [1, 2]
  return (weeks > 12 ? first : 0) + (weeks > 24 ? second : 0) + (weeks >= 36 ? 2 : 0) + (weeks >= 40 ? 1 : 0)
}

/** The checklists of home visits have a row for every visit: an empty one is a visit that nobody can show. */
const isAskedAtHome = ({ answers, instrument }: FieldContext): boolean =>
  (instrument === 'kr-ibu-hamil' || instrument === 'kr-nifas') &&
  (textIn(answers, 'personMet') ?? 'met') === 'met'

/** Whether a visit is known to have been, or not to have been; a book in the hand without an entry says no. */
export const isVisitKnown = (context: FieldContext, ids: readonly string[]): boolean =>
  isAskedAtHome(context) ||
  textIn(context.answers, 'kiaBook') === 'shown' ||
  ids.some((id) => context.answers[id] !== undefined)

/** How many of the visits have an entry. */
export const recordedVisits = ({ answers }: FieldContext, ids: readonly string[]): number =>
  ids.filter((id) => answers[id] !== undefined && !isNotMeasured(answers[id])).length

/** "K1 murni" in the first 12 weeks, later "K1 akses". */
function firstVisitFacts(context: FieldContext): Facts {
  const on = wordIn(context.answers, 'k1', 'on')
  const gestation = isCalendarDay(on) ? gestationOn(episodeIn(context), on) : undefined
  return gestation ? { k1: gestation.weeks <= 12 ? 'pure' : 'late' } : {}
}

/** Prompts for visits K1–K6 that should have been; what counts as missing for PWS is defined elsewhere. */
export const pregnancyVisits = defineRule(
  {
    id: 'pregnancyVisits',
    card: 'R-BH-K',
    edition: 'pmk-21-2021',
    source: 'Permenkes 21/2021',
    outcomes: ['pregnancyVisitsBehind', 'pregnancyVisitsOnTime', 'notAssessed'],
  },
  (context, find) => {
    const gestation = gestationIn(context)
    const expected =
      gestation && expectedVisits(gestation.weeks, wordSetting(context.settings, 'ancVisitPattern'))
    if (gestation === undefined || expected === undefined) return []
    if (!isVisitKnown(context, pregnancyVisitIds))
      return expected > 0 ? [notAssessed(find, 'k1', 'visitsUnknown')] : []
    const recorded = recordedVisits(context, pregnancyVisitIds)
    const facts = { recorded, expected, weeks: gestation.weeks, ...firstVisitFacts(context) }
    const settings = settingsUsed(context.settings, 'ancVisitPattern')
    const detail = { fields: [...pregnancyVisitIds], facts, settings }
    return recorded < expected
      ? [find('pregnancyVisitsBehind', 'confirm', detail)]
      : [find('pregnancyVisitsOnTime', 'normal', detail)]
  },
)

/** Two of the visits are a doctor's, with ultrasound: one in the first trimester, one in the third. */
export const doctorVisits = defineRule(
  {
    id: 'doctorVisits',
    card: 'R-BH-K',
    edition: 'pmk-21-2021',
    source: "Permenkes 21/2021; prompt at 36 weeks Teratai's own",
    outcomes: ['doctorVisitMissing', 'doctorVisitsDone'],
  },
  (context, find) => {
    const weeks = gestationIn(context)?.weeks
    if (weeks === undefined) return []
    const asked = [
      ...(weeks > 12 ? ['doctorVisitTrimester1'] : []),
      ...(weeks >= 36 ? ['doctorVisitTrimester3'] : []),
    ]
    const missing = asked.filter((id) => yesNoIn(context.answers, id) === false)
    if (missing.length > 0)
      return [find('doctorVisitMissing', 'confirm', { fields: missing, facts: { missing: missing.length } })]
    const done = asked.length > 0 && asked.every((id) => yesNoIn(context.answers, id) === true)
    return done ? [find('doctorVisitsDone', 'normal', { fields: asked })] : []
  },
)
