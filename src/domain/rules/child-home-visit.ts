import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { groupOf, wordIn } from '#domain/instruments/read-answer.ts'
import { daysBetween } from '#domain/time/calendar-day.ts'
import { defineRule, plainDeadline, settingsUsed } from './define-rule.ts'
import { lastYoungInfantDay } from './young-infant.ts'

const kr = {
  edition: 'kmk-2015-2023',
  source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
} as const

/** Weighed every month: more than these days ago is too long. */
const weighedWithinDays = 31

export const lastWeighed = defineRule(
  {
    ...kr,
    id: 'lastWeighed',
    card: 'R-AN-NT',
    outcomes: ['weighedRecently', 'notWeighedRecently'],
    judges: ['lastWeighed'],
  },
  ({ answers, day }, find) => {
    const on = groupOf(answers['lastWeighed'])?.['on']
    if (typeof on !== 'string') return []
    const days = daysBetween(on, day)
    const detail = { fields: ['lastWeighed'], facts: { on, days, limit: weighedWithinDays } }
    return days > weighedWithinDays
      ? [find('notWeighedRecently', 'counsel', detail)]
      : [find('weighedRecently', 'normal', detail)]
  },
)

const trends = [
  { id: 'weightTrend', code: 'homeWeightNotRising', level: 'refer' },
  { id: 'lengthTrend', code: 'homeLengthNotRising', level: 'confirm' },
  { id: 'headTrend', code: 'homeHeadNotRising', level: 'confirm' },
] as const

/** Weight, length and head as they came out at the last measuring: weight that stays or falls is referred. */
export const homeGrowth = defineRule(
  {
    ...kr,
    id: 'homeGrowth',
    card: 'R-AN-NT',
    source: `${kr.source}; levels of length and head Teratai's own`,
    outcomes: ['homeGrowing', ...trends.map(({ code }) => code)],
    judges: trends.map(({ id }) => id),
  },
  (context, find) => {
    const said = trends.map((trend) => ({ ...trend, moved: wordIn(context.answers, trend.id, 'trend') }))
    const bad = said.filter((one) => isBad(one.id, one.moved, context))
    if (bad.length > 0)
      return bad.map(({ id, code, level, moved }): Finding => {
        const detail = { fields: [id], facts: { trend: moved ?? '' } }
        return level === 'refer'
          ? find(code, 'refer', {
              ...detail,
              deadline: plainDeadline(context.settings),
              settings: settingsUsed(context.settings, 'plainReferralDeadline'),
            })
          : find(code, 'confirm', detail)
      })
    return said.every(({ moved }) => moved !== undefined)
      ? [find('homeGrowing', 'normal', { fields: ['weightTrend'] })]
      : []
  },
)

/** A head of two years and more may measure the same as a month ago, and so may a height. */
function isBad(id: (typeof trends)[number]['id'], moved: string | undefined, context: FieldContext): boolean {
  if (moved === 'falls') return true
  if (moved !== 'stays') return false
  return id === 'weightTrend' || (ageIn(context)?.months ?? 0) < 24
}

/** Days after birth by whose end each visit of nakes to the newborn is over; without the hour of birth. */
const newbornVisits = [
  { id: 'newbornVisit0', untilDay: 0 },
  { id: 'newbornVisit1', untilDay: 2 },
  { id: 'newbornVisit2', untilDay: 7 },
  { id: 'newbornVisit3', untilDay: 28 },
] as const

export const newbornVisitsReceived = defineRule(
  {
    id: 'newbornVisits',
    card: 'R-BY-KN',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023; Checklist Kunjungan Rumah',
    outcomes: ['newbornVisitMissing', 'newbornVisitsReceived'],
  },
  (context, find) => {
    const days = ageIn(context)?.days
    // KN3 is over after day 28: that it was missed is told while the child is a young infant.
    if (days === undefined || days > lastYoungInfantDay) return []
    const over = newbornVisits.filter(({ untilDay }) => days > untilDay)
    const missing = over.filter(({ id }) => groupOf(context.answers[id]) === undefined)
    if (missing.length > 0) {
      const facts = { days, visits: missing.map(({ id }) => id.slice(-1)).join(' ') }
      return [find('newbornVisitMissing', 'confirm', { fields: missing.map(({ id }) => id), facts })]
    }
    const first = over[0]
    return first ? [find('newbornVisitsReceived', 'normal', { fields: [first.id], facts: { days } })] : []
  },
)
