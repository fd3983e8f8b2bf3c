import { ageIn } from '#domain/instruments/age-in.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting, type Settings } from '#domain/settings.ts'
import { completedMonths } from '#domain/time/age.ts'
import {
  addMonths,
  type CalendarDay,
  type CalendarMonth,
  firstDayOf,
  lastDayOf,
  monthOf,
  monthsBefore,
} from '#domain/time/calendar-day.ts'
import { dayTold, type DueContext, lastSaidOn, servedOn } from './due-context.ts'
import type { DueHead, DueItem } from './due-item.ts'

const vitaminA: DueHead = { card: 'R-AN-VITA', source: 'Buku KIA 2023' }
const deworming: DueHead = { card: 'R-AN-CACING', source: 'Buku KIA 2023' }

/** Months of the year, 1 to 12, in which a campaign is held. */
export function campaignMonths(settings: Settings, supplement: 'vitaminA' | 'deworming'): readonly number[] {
  const first = numberSetting(settings, `${supplement}FirstMonth`)
  const twice = supplement === 'vitaminA' || numberSetting(settings, 'dewormingPerYear') === 2
  return twice ? [first, ((first + 5) % 12) + 1] : [first]
}

type Campaign = {
  readonly product: string
  readonly head: DueHead
  readonly months: readonly number[]
  /** Completed months of age in which a child is given it, both included. */
  readonly fromMonth: number
  readonly untilMonth: number
  readonly lastOn: CalendarDay | undefined
  /** Months that must lie between two of them. */
  readonly gapMonths: number
}

/** Vitamin A at 6–59 months and worm medicine from 12 months, in the months of the campaigns. */
export function campaignsDue(context: DueContext): readonly DueItem[] {
  const { settings } = context
  const months = ageIn(context)?.months
  if (months === undefined) return []
  const wormUntil = numberSetting(settings, 'dewormingUntilYears') * 12 + 11
  return [
    ...(months <= 59 ? [campaignItem(context, vitaminACampaign(context, months))] : []),
    ...(months <= wormUntil ? [campaignItem(context, dewormingCampaign(context, wormUntil))] : []),
  ]
}

const latestOf = (...days: readonly (CalendarDay | undefined)[]) =>
  days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)

/** Blue capsule to 11 months, red from 12. */
function vitaminACampaign(context: DueContext, months: number): Campaign {
  const capsule = months < 12 ? 'vitaminABlue' : 'vitaminARed'
  const given = lastSaidOn(context, ({ vitaminA: said }) => typeof said === 'string' && said !== 'none')
  return {
    product: capsule,
    head: vitaminA,
    months: campaignMonths(context.settings, 'vitaminA'),
    fromMonth: 6,
    untilMonth: 59,
    lastOn: latestOf(
      given,
      dayTold(context, 'vitaminABlueOn'),
      dayTold(context, 'vitaminARedOn'),
      ...servedOn(context, 'vitaminA'),
    ),
    gapMonths: numberSetting(context.settings, 'vitaminAGapMonths'),
  }
}

function dewormingCampaign(context: DueContext, untilMonth: number): Campaign {
  const given = lastSaidOn(context, (answers) => yesNoIn(answers, 'dewormed') === true)
  return {
    product: 'deworming',
    head: deworming,
    months: campaignMonths(context.settings, 'deworming'),
    fromMonth: 12,
    untilMonth,
    lastOn: latestOf(given, dayTold(context, 'dewormedOn'), ...servedOn(context, 'deworming')),
    gapMonths: 0,
  }
}

/** In the month of the campaign due, in the month after it late, then missed until the next. */
function campaignItem(context: DueContext, campaign: Campaign): DueItem {
  const { day } = context
  const base = { ...campaign.head, product: campaign.product }
  const current = latestCampaign(monthOf(day), campaign.months)
  const window = { from: firstDayOf(current), until: lastDayOf(current) }
  if (!wasOfAge(context, current, campaign))
    return { ...base, ...ahead(context, campaign), state: 'notYet', because: 'tooYoung' }
  const { lastOn } = campaign
  if (lastOn !== undefined && lastOn >= window.from)
    return { ...base, ...window, state: 'done', because: 'given', facts: { givenOn: lastOn } }
  const again = lastOn === undefined ? window.from : addMonths(lastOn, campaign.gapMonths)
  const lastDay = lastDayOf(monthsBefore(current, -1))
  if (again > lastDay || again > day) {
    const next = again > lastDay ? ahead(context, campaign, again) : { from: again, until: lastDay }
    return { ...base, ...next, state: 'notYet', because: 'intervalNotOver' }
  }
  if (monthOf(day) === current) return { ...base, ...window, state: 'due', because: 'campaignMonth' }
  const isMonthAfter = monthsBefore(monthOf(day), 1) === current
  return isMonthAfter
    ? { ...base, ...window, state: 'late', because: 'afterCampaign' }
    : { ...base, ...window, state: 'missed', because: 'campaignOver' }
}

/** The campaign that is held in this month, or was held last. */
function latestCampaign(month: CalendarMonth, months: readonly number[]): CalendarMonth {
  const back = Array.from({ length: 12 }, (_, count) => monthsBefore(month, count))
  return back.find((one) => months.includes(Number(one.slice(5, 7)))) ?? month
}

/** Of age on some day of the campaign, or by now. */
function wasOfAge(
  context: DueContext,
  campaign: CalendarMonth,
  { fromMonth, untilMonth }: Campaign,
): boolean {
  const { birthDate } = context.person
  if (birthDate === undefined) return false
  const until = lastDayOf(campaign) < context.day ? lastDayOf(campaign) : context.day
  const atEnd = completedMonths(birthDate, until)
  const atStart = completedMonths(birthDate, firstDayOf(campaign)) ?? 0
  return atEnd !== undefined && atEnd >= fromMonth && atStart <= untilMonth
}

/** The next campaign in which the child will be of age, not over before `since`. */
function ahead(
  { person, day }: DueContext,
  { months, fromMonth, untilMonth }: Campaign,
  since: CalendarDay = day,
): Partial<Pick<DueItem, 'from' | 'until'>> {
  const { birthDate } = person
  const coming = Array.from({ length: 30 }, (_, count) => monthsBefore(monthOf(day), -count))
  const next = coming.find((month) => {
    const atEnd = birthDate === undefined ? undefined : completedMonths(birthDate, lastDayOf(month))
    return (
      months.includes(Number(month.slice(5, 7))) &&
      lastDayOf(month) >= since &&
      atEnd !== undefined &&
      atEnd >= fromMonth &&
      atEnd <= untilMonth
    )
  })
  return next === undefined ? {} : { from: firstDayOf(next), until: lastDayOf(next) }
}
