import { ageIn } from '#domain/instruments/age-in.ts'
import type { Answers, Facts, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn, numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { servedOn } from '#domain/schedule/due-context.ts'
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
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'

const buku = { edition: 'buku-kia-2023', source: 'Buku KIA 2023; Permenkes 21/2015' } as const

/** Completed months of age on the day of giving: blue 100,000 IU, red 200,000 IU. */
const blueFromMonths = 6
const redFromMonths = 12
const lastVitaminAMonth = 59
const dewormFromMonths = 12
const wholeTabletFromMonths = 24

const monthNumber = (month: CalendarMonth) => Number(month.slice(5, 7))

function campaignMonthsOf(settings: Settings, supplement: 'vitaminA' | 'deworming'): readonly number[] {
  const first = numberSetting(settings, `${supplement}FirstMonth`)
  const twice = supplement === 'vitaminA' || numberSetting(settings, 'dewormingPerYear') === 2
  return twice ? [first, ((first + 5) % 12) + 1] : [first]
}

/** The campaign month that is open on a day: the month itself and the one after it, for those who were missed. */
export function openCampaign(
  supplement: 'vitaminA' | 'deworming',
  { day, settings }: Pick<FieldContext, 'day' | 'settings'>,
): CalendarMonth | undefined {
  const months = campaignMonthsOf(settings, supplement)
  return [monthOf(day), monthsBefore(monthOf(day), 1)].find((month) => months.includes(monthNumber(month)))
}

export const isCampaignMonth = (
  supplement: 'vitaminA' | 'deworming',
  { day, settings }: Pick<FieldContext, 'day' | 'settings'>,
): boolean => campaignMonthsOf(settings, supplement).includes(monthNumber(monthOf(day)))

type Supplement = 'vitaminA' | 'deworming'

/** The dates that the child's Buku KIA has of it. */
const datesOf: Readonly<Record<Supplement, readonly string[]>> = {
  vitaminA: ['vitaminABlueOn', 'vitaminARedOn'],
  deworming: ['dewormedOn'],
}

/** Whether an earlier visit, a date in the book or a single record says that it was given since the campaign's first day. */
function wasGivenIn(context: FieldContext, campaign: CalendarMonth, supplement: Supplement): boolean {
  const { history, given = {}, day } = context
  const isSince = (on: CalendarDay) => on >= firstDayOf(campaign) && on <= day
  const told = [given, ...history.map(({ answers }) => answers)]
  return (
    history.some((visit) => isSince(visit.day) && gaveIt[supplement](visit.answers)) ||
    told.flatMap((answers) => datesOf[supplement].flatMap((id) => textIn(answers, id) ?? [])).some(isSince) ||
    servedOn(context, supplement).some(isSince)
  )
}

const gotVitaminA = (answers: Answers): boolean => {
  const capsule = textIn(answers, 'vitaminA')
  return capsule !== undefined && capsule !== 'none'
}

const wasDewormed = (answers: Answers): boolean => yesNoIn(answers, 'dewormed') === true

const gaveIt: Readonly<Record<Supplement, (answers: Answers) => boolean>> = {
  vitaminA: gotVitaminA,
  deworming: wasDewormed,
}

/** Vitamin A as the card asks for it in the months of the campaign. */
export const childVitaminA = defineRule(
  {
    ...buku,
    id: 'childVitaminA',
    card: 'R-AN-VITA',
    outcomes: ['vitaminAGiven', 'vitaminAMissed', 'vitaminAWrongCapsule', 'vitaminAOutOfAge'],
    judges: ['vitaminA'],
  },
  (context, find) => {
    const capsule = textIn(context.answers, 'vitaminA')
    const months = ageIn(context)?.months
    if (capsule === undefined || months === undefined) return []
    const right = months < redFromMonths ? 'blue' : 'red'
    const detail = { fields: ['vitaminA'], facts: { months, right } }
    const ofAge = months >= blueFromMonths && months <= lastVitaminAMonth
    if (capsule === 'none') return ofAge ? missed(context, detail, find) : []
    if (!ofAge) return [find('vitaminAOutOfAge', 'confirm', detail)]
    if (capsule !== 'given' && capsule !== right) return [find('vitaminAWrongCapsule', 'confirm', detail)]
    return [find('vitaminAGiven', 'normal', detail)]
  },
)

type Detail = { readonly fields: readonly string[]; readonly facts: Facts }

function missed(context: FieldContext, detail: Detail, find: Find): readonly Finding[] {
  const campaign = openCampaign('vitaminA', context)
  if (campaign === undefined || wasGivenIn(context, campaign, 'vitaminA')) return []
  const settings = settingsUsed(context.settings, 'vitaminAFirstMonth')
  return [find('vitaminAMissed', 'counsel', { ...detail, settings })]
}

const hasFever = ({ answers }: FieldContext): boolean =>
  (numberIn(answers, 'temperatureC') ?? 0) >= 37.5 ||
  (choicesIn(answers, 'sicknessSigns')?.includes('fever') ?? false)

/** Deworming as the card asks for it; a child with fever waits, by nakes. */
export const childDeworming = defineRule(
  {
    ...buku,
    id: 'childDeworming',
    card: 'R-AN-CACING',
    source: 'Permenkes 15/2017; Buku KIA 2023',
    outcomes: [
      'dewormingGiven',
      'dewormingMissed',
      'dewormingPostponed',
      'dewormingTooYoung',
      'dewormingWithFever',
    ],
    judges: ['dewormed'],
  },
  (context, find) => {
    const given = yesNoIn(context.answers, 'dewormed')
    const months = ageIn(context)?.months
    if (given === undefined || months === undefined) return []
    const tablets = months < wholeTabletFromMonths ? 0.5 : 1
    const detail = { fields: ['dewormed'], facts: { months, tablets } }
    if (months < dewormFromMonths) return given ? [find('dewormingTooYoung', 'confirm', detail)] : []
    if (given)
      return hasFever(context)
        ? [find('dewormingWithFever', 'confirm', detail)]
        : [find('dewormingGiven', 'normal', detail)]
    return notDewormed(context, detail, find)
  },
)

function notDewormed(context: FieldContext, detail: Detail, find: Find): readonly Finding[] {
  const campaign = openCampaign('deworming', context)
  if (campaign === undefined || wasGivenIn(context, campaign, 'deworming')) return []
  const settings = settingsUsed(context.settings, 'dewormingFirstMonth', 'dewormingPerYear')
  return hasFever(context)
    ? [find('dewormingPostponed', 'counsel', { ...detail, settings })]
    : [find('dewormingMissed', 'counsel', { ...detail, settings })]
}

/** The latest campaign of vitamin A that has ended before a day. */
function lastEndedCampaign({ day, settings }: FieldContext): CalendarMonth | undefined {
  const months = campaignMonthsOf(settings, 'vitaminA')
  const recent = [1, 2, 3, 4, 5, 6].map((count) => monthsBefore(monthOf(day), count))
  return recent.find((month) => months.includes(monthNumber(month)))
}

/** Of age at some time of a campaign month. */
function wasOfAge(birthDate: CalendarDay, campaign: CalendarMonth): boolean {
  const atEnd = completedMonths(birthDate, lastDayOf(campaign))
  const atStart = completedMonths(birthDate, firstDayOf(campaign)) ?? 0
  return atEnd !== undefined && atEnd >= blueFromMonths && atStart <= lastVitaminAMonth
}

/** At home: whether the last campaign reached the child, by the dates in its Buku KIA. */
export const homeVitaminA = defineRule(
  {
    ...buku,
    id: 'homeVitaminA',
    card: 'R-AN-VITA',
    outcomes: ['homeVitaminAGiven', 'homeVitaminAMissed', 'notAssessed'],
  },
  (context, find) => {
    const { answers, person } = context
    const campaign = lastEndedCampaign(context)
    const months = ageIn(context)?.months
    if (person.birthDate === undefined || campaign === undefined || months === undefined) return []
    if (months > lastVitaminAMonth || !wasOfAge(person.birthDate, campaign)) return []
    const dates = ['vitaminABlueOn', 'vitaminARedOn'].flatMap((id) => textIn(answers, id) ?? [])
    const reached = dates.some((date) => date >= firstDayOf(campaign))
    const field = months < redFromMonths ? 'vitaminABlueOn' : 'vitaminARedOn'
    const detail = {
      fields: [field],
      facts: { campaign: firstDayOf(campaign) },
      settings: settingsUsed(context.settings, 'vitaminAFirstMonth'),
    }
    // Dates that nobody could read are no proof that nothing was given.
    if (dates.length === 0 && textIn(answers, 'kiaBook') !== 'shown')
      return [notAssessed(find, field, 'kiaBookNotSeen')]
    return reached
      ? [find('homeVitaminAGiven', 'normal', detail)]
      : [find('homeVitaminAMissed', 'counsel', detail)]
  },
)

/** At home: the last deworming is more than so many months ago, or there was none. */
export const homeDeworming = defineRule(
  {
    ...buku,
    id: 'homeDeworming',
    card: 'R-AN-CACING',
    source: "Checklist Kunjungan Rumah; months Teratai's own",
    outcomes: ['homeDewormingDone', 'homeDewormingOverdue'],
    judges: ['dewormingTabletThere'],
    concerns: (context) => (ageIn(context)?.months ?? 0) >= dewormFromMonths,
  },
  (context, find) => {
    const { answers, day, settings } = context
    const there = yesNoIn(answers, 'dewormingTabletThere')
    const on = textIn(answers, 'dewormedOn')
    if (there === undefined && on === undefined) return []
    const within = numberSetting(settings, 'dewormingOverdueMonths')
    const detail = {
      fields: ['dewormedOn', 'dewormingTabletThere'],
      facts: { limit: within, ...(on !== undefined && { on }) },
      settings: settingsUsed(settings, 'dewormingOverdueMonths'),
    }
    const isRecent = on !== undefined && addMonths(on, within) >= day
    return isRecent
      ? [find('homeDewormingDone', 'normal', detail)]
      : [find('homeDewormingOverdue', 'counsel', detail)]
  },
)
