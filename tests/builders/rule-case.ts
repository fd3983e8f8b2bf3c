import { assessVisit, instrumentById } from '#domain/instruments/index.ts'
import type { Answers, Context, Finding, Instrument, PastVisit } from '#domain/instruments/instrument.ts'
import type { Sex } from '#domain/person/person.ts'
import { settingsWith } from '#domain/settings.ts'
import { addDays, addMonths, type CalendarDay } from '#domain/time/calendar-day.ts'

/** The day of every visit built here, unless a case says otherwise. */
export const visitDay: CalendarDay = '2026-06-15'

export type RuleCase = {
  readonly instrument: string
  readonly answers: Answers
  readonly sex?: Sex | 'unknown'
  /** Age on the day of the visit; a birth date prevails, the word `unknown` stands for none. */
  readonly years?: number
  readonly months?: number
  readonly days?: number
  readonly birthDate?: CalendarDay
  readonly birthDateExact?: boolean
  readonly day?: CalendarDay
  readonly history?: readonly PastVisit[]
  readonly settings?: Readonly<Record<string, unknown>>
}

const usualYears: Readonly<Record<string, number>> = {
  'ibu-hamil': 28,
  balita: 2,
  remaja: 14,
  dewasa: 30,
  lansia: 70,
}

function birthDateOf({ instrument, years, months, days, birthDate, day = visitDay }: RuleCase) {
  if (birthDate !== undefined) return birthDate === 'unknown' ? undefined : birthDate
  if (days !== undefined) return addDays(day, -days)
  return addMonths(day, -(months ?? (years ?? usualYears[instrument] ?? 30) * 12))
}

export function instrumentOf(id: string): Instrument {
  const instrument = instrumentById(id)
  if (!instrument) throw new Error(`no instrument ${id}`)
  return instrument
}

export function contextOf(one: RuleCase): Context {
  const { sex = 'female', day = visitDay, history = [], settings, birthDateExact } = one
  return {
    person: { sex: sex === 'unknown' ? undefined : sex, birthDate: birthDateOf(one) },
    day,
    history,
    settings: settingsWith(settings),
    ...(birthDateExact !== undefined && { birthDateExact }),
  }
}

/** The visit of a case with all its findings. */
export const visitOf = (one: RuleCase) =>
  assessVisit(instrumentOf(one.instrument), one.answers, contextOf(one))

/** The findings of one rule, by its id. */
export const findingsOf = (one: RuleCase, rule: string): readonly Finding[] =>
  visitOf(one).findings.filter((finding) => finding.rule === rule)

/** One finding as `card level deadline code`, with the reason where it is not assessed. */
export const told = ({ card, level, deadline, code, because }: Finding): string =>
  [card, level, deadline, code === 'notAssessed' ? undefined : code, because].filter(Boolean).join(' ')

/** What a rule says of a case, as text; empty where it says nothing. */
export const outcomeOf = (one: RuleCase, rule: string): string => findingsOf(one, rule).map(told).join(' | ')

/** An earlier visit so many days before `visitDay`. */
export const daysAgo = (
  days: number,
  instrument: string,
  answers: Answers,
  onPosyanduDay = true,
): PastVisit => ({
  instrument,
  day: addDays(visitDay, -days),
  answers,
  onPosyanduDay,
})

/** An earlier visit so many calendar months before `visitDay`. */
export const monthsAgo = (months: number, instrument: string, answers: Answers): PastVisit => ({
  instrument,
  day: addMonths(visitDay, -months),
  answers,
  onPosyanduDay: true,
})

export const pressure = (systolicMmHg: number, diastolicMmHg: number) => ({ systolicMmHg, diastolicMmHg })

export type Pressure = readonly [systolicMmHg: number, diastolicMmHg: number]
export type PressureCase = Omit<Partial<RuleCase>, 'instrument' | 'answers'> & { readonly more?: Answers }

/** A visit with a blood pressure, its repeat where there is one, and what else is answered. */
export const withPressure = (
  instrument: string,
  first: Pressure,
  second: Pressure | undefined,
  { more, ...extra }: PressureCase = {},
): RuleCase => ({
  instrument,
  ...extra,
  answers: {
    bloodPressure: pressure(...first),
    ...(second && { bloodPressureRepeat: pressure(...second) }),
    ...more,
  },
})
