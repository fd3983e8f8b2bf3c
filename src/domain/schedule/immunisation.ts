import { isOn, numberSetting, type Settings, settingOf } from '#domain/settings.ts'
import { addDays, addMonths, type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'
import { completedMonths } from '#domain/time/age.ts'
import type { ChildDoseId } from './dose-ids.ts'
import type { GivenDoses } from './doses.ts'
import type { DueHead, DueItem } from './due-item.ts'
import {
  type DoseRule,
  doseRules,
  liveIntervalDays,
  pcvLateFrom,
  pcvLateIntervalDays,
  pcvSingleFrom,
} from './immunisation-table.ts'

export type EarlyDose = { readonly dose: ChildDoseId; readonly because: 'tooYoung' | 'tooSoon' }

export type ImmunisationInput = {
  readonly birthDate: CalendarDay
  readonly day: CalendarDay
  readonly doses: GivenDoses
  readonly settings: Settings
}

/** The child with its DPT series in order, and how many of that series were hexavalent. */
type Child = ImmunisationInput & { readonly hexavalentGiven: number }

const source = 'Buku KIA 2023; Permenkes 12/2017'
const card = 'R-IM-STATUS'
/** Children are followed up on their doses until the day before they are six. */
const lastMonth = 71

/**
 * Every dose of the national schedule that the child is owed in its district, in the order of the card. `tooLate` once
 * its last day has passed; a dose whose predecessor is missing waits for it.
 */
export function immunisationDue(input: ImmunisationInput): readonly DueItem[] {
  const months = completedMonths(input.birthDate, input.day)
  if (months === undefined || months > lastMonth) return []
  const child = childOf(input)
  return rulesFor(child).map((rule) => withProduct(itemOf(rule, child), input))
}

/**
 * A recorded dose that was given before its age or before the interval to the one before it, as `dose` and why. Such a
 * dose may not count: nakes decide.
 */
export function dosesGivenTooEarly(input: ImmunisationInput): readonly EarlyDose[] {
  const child = childOf(input)
  return rulesFor(child).flatMap((rule): EarlyDose[] => {
    const givenOn = child.doses[rule.dose]
    if (givenOn === undefined) return []
    if (givenOn < idealFrom(rule, child)) return [{ dose: rule.dose, because: 'tooYoung' }]
    const earliest = latest(afterInterval(rule, child), afterLive(rule, { ...child, day: givenOn }))
    return givenOn < earliest ? [{ dose: rule.dose, because: 'tooSoon' }] : []
  })
}

const childOf = (input: ImmunisationInput): Child => ({
  ...input,
  doses: inSeries(input.doses),
  hexavalentGiven: [input.doses.hexa1, input.doses.hexa2, input.doses.hexa3].filter(
    (day) => day !== undefined,
  ).length,
})

/** The three doses of the DPT series by their order, whether they were pentavalent or hexavalent. */
function inSeries(doses: GivenDoses): GivenDoses {
  const { dpt1, dpt2, dpt3, hexa1, hexa2, hexa3, ...others } = doses
  const given = [dpt1, dpt2, dpt3, hexa1, hexa2, hexa3].filter((day) => day !== undefined).sort()
  const [first, second, third] = given
  return {
    ...others,
    ...(first && { dpt1: first }),
    ...(second && { dpt2: second }),
    ...(third && { dpt3: third }),
  }
}

const isHexavalent = (settings: Settings) => isOn(settings, 'hexavalentVaccine')

function rulesFor(child: Child): readonly DoseRule[] {
  const hexavalent = hexavalentDoses(child)
  return doseRules.filter(({ dose }) => {
    if (child.doses[dose] !== undefined) return true
    if (dose === 'je') return isOn(child.settings, 'japaneseEncephalitisVaccine')
    // Each hexavalent dose has polio in it; the programme gives two of those.
    if (dose === 'ipv1') return hexavalent < 1
    if (dose === 'ipv2') return hexavalent < 2
    return dose === 'pcv2' || dose === 'pcv3' ? needsPcv(dose, child) : true
  })
}

/** Hexavalent doses given, and those that the child will still be given as such. */
function hexavalentDoses({ doses, settings, hexavalentGiven }: Child): number {
  const missing = [doses.dpt1, doses.dpt2, doses.dpt3].filter((day) => day === undefined).length
  return hexavalentGiven + (isHexavalent(settings) ? missing : 0)
}

/** The first day by age. One plan of the programme gives BCG from day 30. */
const idealFrom = ({ dose, idealFrom: months }: DoseRule, { birthDate, settings }: Child): CalendarDay =>
  dose === 'bcg' ? addDays(birthDate, numberSetting(settings, 'bcgFromDay')) : addMonths(birthDate, months)

/** How many months the child had completed when PCV was begun; where it was not, today. */
function pcvBegunAt({ doses, birthDate, day }: ImmunisationInput): number {
  return completedMonths(birthDate, doses.pcv1 ?? day) ?? 0
}

function needsPcv(dose: 'pcv2' | 'pcv3', child: Child): boolean {
  const begunAt = pcvBegunAt(child)
  if (begunAt >= pcvSingleFrom) return false
  return dose === 'pcv2' || begunAt < pcvLateFrom
}

/** The first day on which the interval to the dose before is over; nothing where there is none to wait for. */
function afterInterval(rule: DoseRule, child: Child): CalendarDay | undefined {
  const before = rule.after && child.doses[rule.after.dose]
  if (!rule.after || before === undefined) return undefined
  if (rule.dose === 'ipv2') return addMonths(before, numberSetting(child.settings, 'ipvIntervalMonths'))
  if (rule.dose === 'pcv2' && pcvBegunAt(child) >= pcvLateFrom) return addDays(before, pcvLateIntervalDays)
  const { days = 0, months = 0 } = rule.after
  return addDays(addMonths(before, months), days)
}

/** The first day on which another live vaccine no longer stands in the way. */
function afterLive(rule: DoseRule, { doses, day }: ImmunisationInput): CalendarDay | undefined {
  if (!rule.isLive) return undefined
  const others = doseRules.filter(({ isLive, dose }) => isLive && dose !== rule.dose)
  const days = others.flatMap(({ dose }) => {
    const on = doses[dose]
    return on !== undefined && on < day ? [addDays(on, liveIntervalDays)] : []
  })
  return days.sort().at(-1)
}

const latest = (...days: readonly (CalendarDay | undefined)[]): CalendarDay =>
  days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1) ?? ''
const earliest = (one: CalendarDay, other: CalendarDay | undefined) =>
  other !== undefined && other < one ? other : one

function itemOf(rule: DoseRule, child: Child): DueItem {
  const { birthDate, day, doses } = child
  const head: DueHead & { product: string } = { card, source, product: rule.dose }
  const givenOn = doses[rule.dose]
  if (givenOn !== undefined) return { ...head, state: 'done', because: 'given', facts: { givenOn } }
  const endOfMonth = (month: number) => addDays(addMonths(birthDate, month + 1), -1)
  const lastDay = rule.lastDay === undefined ? undefined : addDays(birthDate, rule.lastDay)
  const idealUntil =
    rule.idealLastDay === undefined ? endOfMonth(rule.idealUntil) : addDays(birthDate, rule.idealLastDay)
  const until = lastDay ?? endOfMonth(rule.catchUpUntil ?? rule.allowedUntil)
  const allowedUntil = lastDay ?? endOfMonth(rule.allowedUntil)
  const ideal = idealFrom(rule, child)
  const from = latest(ideal, afterInterval(rule, child), afterLive(rule, child))
  const base = { ...head, from, until }
  if (day > until) return { ...base, state: 'tooLate', because: 'pastLastDay' }
  if (!canBegin(rule, child)) return { ...base, state: 'tooLate', because: 'seriesNotBegun' }
  if (from > until) return { ...base, state: 'tooLate', because: 'noTimeLeft' }
  if (day < ideal) return { ...base, state: 'notYet', because: 'tooYoung' }
  if (rule.after && doses[rule.after.dose] === undefined)
    return { ...base, state: 'notYet', because: 'previousDoseFirst', facts: { previous: rule.after.dose } }
  if (day < from) return { ...base, state: 'notYet', because: 'intervalNotOver' }
  if (day <= earliest(idealUntil, until)) return { ...base, state: 'due', because: 'idealWindow' }
  if (day <= allowedUntil) return { ...base, state: 'open', because: 'afterIdealWindow' }
  const nakesDecide = rule.dose === 'pcv3' && daysBetween(addMonths(birthDate, 24), day) >= 0
  return { ...base, state: 'late', because: nakesDecide ? 'nakesDecide' : 'catchUp' }
}

/** A later dose of rotavirus is of no use once the first may no longer be given. */
function canBegin(rule: DoseRule, { birthDate, day, doses }: ImmunisationInput): boolean {
  if (rule.dose !== 'rv2' && rule.dose !== 'rv3') return true
  const first = doseRules.find(({ dose }) => dose === 'rv1')
  return doses.rv1 !== undefined || day <= addDays(birthDate, first?.lastDay ?? 0)
}

function hexavalentDay(nth: string, { hexa1, hexa2, hexa3 }: GivenDoses): CalendarDay | undefined {
  return nth === '1' ? hexa1 : nth === '2' ? hexa2 : hexa3
}

/** The product by which the district gives the dose, and by which it was given. */
function withProduct(item: DueItem, { doses, settings }: ImmunisationInput): DueItem {
  const nth = /^dpt([123])$/.exec(item.product)?.[1]
  if (nth === undefined) return item
  const hexavalent = hexavalentDay(nth, doses) !== undefined
  const isNext = item.state !== 'done' && isHexavalent(settings)
  const product = hexavalent || isNext ? `hexa${nth}` : item.product
  return {
    ...item,
    product,
    settings: { hexavalentVaccine: String(settingOf(settings, 'hexavalentVaccine')) },
  }
}
