import { isOutside } from '#domain/counselling/finding-matcher.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { dueDate, openPregnancyOn, postpartumDaysOn } from '#domain/pregnancy/gestation.ts'
import { addDays, addMonths, type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'
import { type HomeVisitInput, isHomeVisit, type KnownVisit } from './home-visit-facts.ts'

/** What a reason is judged by; the contacts lie newest first. */
export type Known = {
  readonly input: HomeVisitInput
  readonly day: CalendarDay
  readonly contacts: readonly KnownVisit[]
  readonly last: KnownVisit | undefined
  readonly months: number | undefined
}

/** That the reason stands, with the day since when where one began it; nothing where it does not. */
type Standing = { readonly since?: CalendarDay } | undefined
type ReasonRule = (known: Known) => Standing

/** It stands since this day; nothing where there is none. */
const standsSince = (day: CalendarDay | undefined): Standing =>
  day === undefined ? undefined : { since: day }

/** A reason that a visit at home settles for a month. */
const monthly =
  (rule: ReasonRule): ReasonRule =>
  (known) => {
    const atHome = known.contacts.find(isHomeVisit)
    return atHome && atHome.entry.visitedOn > addMonths(known.day, -1) ? undefined : rule(known)
  }

const hasFinding = (visit: KnownVisit | undefined, meant: (card: string, code: string) => boolean) =>
  visit?.findings.some((finding) => isOutside(finding) && meant(finding.card, finding.code)) ?? false

const sinceLast = ({ last }: Known, yes: boolean): Standing =>
  yes && last ? { since: last.entry.visitedOn } : undefined

/** A danger sign at the last contact. */
const dangerSign: ReasonRule = (known) => sinceLast(known, known.last?.level === 'emergency')

const returned = new Set(['arrived', 'resultReceived', 'finished'])

/** Referred, and after seven days nothing came back. */
const referralWithoutReturn: ReasonRule = ({ contacts, day }) => {
  const referred = contacts.find(
    ({ entry }) => (textIn(entry.answers, 'referralTarget') ?? 'none') !== 'none',
  )
  if (!referred) return undefined
  const { visitedOn } = referred.entry
  const isBack = contacts.some(
    ({ entry }) =>
      entry.visitedOn >= visitedOn && returned.has(textIn(entry.answers, 'referralStatus') ?? ''),
  )
  return !isBack && daysBetween(visitedOn, day) >= 7 ? { since: visitedOn } : undefined
}

const missed = ['tbcMedicineMissed', 'odgjMedicineMissed', 'medicineRanOut', 'medicineNotTaken']

const medicineMissed = monthly((known) =>
  sinceLast(
    known,
    hasFinding(known.last, (_, code) => missed.includes(code)),
  ),
)

const tbcFound = ['tbcSuspected', 'tbcContact', 'tbcInHouse', 'tbcMedicineMissed', 'tbcCheckOverdue']

/** A case, a suspect or a contact in the house. */
const tbc = monthly((known) => {
  const { input, last } = known
  const treated = last !== undefined && yesNoIn(last.entry.answers, 'tbcOnTreatment') === true
  if (treated || hasFinding(last, (_, code) => tbcFound.includes(code)))
    return standsSince(last?.entry.visitedOn)
  return input.household.hasTbc ? {} : undefined
})

/** Whoever was ever visited with the checklist for severe mental disorders. */
const odgj = monthly(({ contacts }) =>
  contacts.some(({ entry }) => entry.instrument === 'kr-odgj') ? {} : undefined,
)

/** 2T, below the red line, gizi buruk or kurang, KEK. */
const malnourished = [
  'weightNotGainedTwice',
  'weightNotGainedThrice',
  'severelyUnderweight',
  'severelyWasted',
  'wasted',
  'severelyThin',
  'thin',
  'muacRed',
  'muacYellow',
  'muacYellowAlone',
  'bilateralOedema',
  'maternalMuacLow',
  'maternalMuacSaidLow',
]

const nutrition = monthly((known) =>
  sinceLast(
    known,
    hasFinding(known.last, (_, code) => malnourished.includes(code)),
  ),
)

/** How many posyandu days in a row may be missed: none in pregnancy, nifas and below 24 months, one from then on. */
const mayMiss = ({ input, day, months }: Known): number => {
  const mother =
    openPregnancyOn(input.file.pregnancies, day) !== undefined ||
    postpartumDaysOn(input.file.pregnancies, day) !== undefined
  return mother || (months !== undefined && months < 24) ? 0 : 1
}

/**
 * Stayed away from the last posyandu days. From six years on only of those who came within the last year: nobody else
 * is expected every month.
 */
const absent: ReasonRule = (known) => {
  const { input, day, contacts, months } = known
  const came = contacts.find((visit) => !isHomeVisit(visit))?.entry.visitedOn
  const isYoung = months !== undefined && months < 72
  const expected = isYoung || mayMiss(known) === 0 || (came !== undefined && came > addMonths(day, -12))
  if (!expected) return undefined
  // Nobody is missed on a day before they were born.
  const from = [came, input.file.birthDate].reduce(
    (late, one) => (one && (!late || one > late) ? one : late),
    undefined,
  )
  const stayedAway = input.posyanduDays.filter((held) => held <= day && (from === undefined || held > from))
  if (stayedAway.length <= mayMiss(known)) return undefined
  return { since: stayedAway.reduce((first, held) => (held < first ? held : first)) }
}

/** Nifas with a visit of KF1–KF4 whose window has passed. */
const postpartumVisitOverdue: ReasonRule = ({ input, day }) => {
  if (postpartumDaysOn(input.file.pregnancies, day) === undefined) return undefined
  const late = input.due.find(
    ({ product, state }) => /^kf[1-4]$/.test(product) && (state === 'late' || state === 'missed'),
  )
  return late && (standsSince(late.until) ?? {})
}

/** The expected day of delivery within 14 days before or after. */
const birthNear: ReasonRule = ({ input, day }) => {
  const pregnancy = openPregnancyOn(input.file.pregnancies, day)
  const expected = pregnancy && dueDate(pregnancy)
  const isNear = expected !== undefined && Math.abs(daysBetween(expected, day)) <= 14
  return isNear ? { since: addDays(expected, -14) } : undefined
}

const pregnancyAtRisk = monthly((known) => {
  if (openPregnancyOn(known.input.file.pregnancies, known.day) === undefined) return undefined
  return sinceLast(
    known,
    hasFinding(known.last, (card) => card === 'R-BH-RISTI' || card === 'R-BH-PE'),
  )
})

/** Born below 2.5 kg and not yet two months old. */
const lowBirthWeight = monthly(({ input, months }) => {
  const birthWeightKg = numberIn(input.file.kept ?? {}, 'birthWeightKg')
  const small = birthWeightKg !== undefined && birthWeightKg < 2.5
  return small && months !== undefined && months < 2 ? standsSince(input.file.birthDate) : undefined
})

/** A dose whose window ended 30 days ago or more. */
const immunisationOverdue = monthly(({ input, day }) => {
  const late = input.due.find(
    ({ card, state, until }) =>
      card === 'R-IM-STATUS' && state === 'late' && until !== undefined && daysBetween(until, day) >= 30,
  )
  return standsSince(late?.until)
})

const notDaily = ['tabletsNotDaily', 'foodNotDaily']

/** Tablets or supplementary food not taken daily, twice in a row. */
const tabletsNotDaily = monthly(({ contacts }) => {
  const asked = contacts.filter(({ findings }) =>
    findings.some(({ card }) => card === 'R-BH-TTD' || card === 'R-BH-MT'),
  )
  const lastTwo = asked.slice(0, 2)
  const both =
    lastTwo.length === 2 && lastTwo.every((visit) => hasFinding(visit, (_, code) => notDaily.includes(code)))
  return both ? standsSince(lastTwo[1]?.entry.visitedOn) : undefined
})

/** Known hypertension or diabetes without its measurement in the last month. */
const chronicNotChecked = monthly(({ contacts, input, day }) => {
  const kept = input.file.kept ?? {}
  const says = (id: string) =>
    yesNoIn(contacts.find(({ entry }) => entry.answers[id] !== undefined)?.entry.answers ?? kept, id) === true
  const measured = (id: string) =>
    contacts.find(({ entry }) => entry.answers[id] !== undefined)?.entry.visitedOn
  const stale = (id: string): Standing => {
    const on = measured(id)
    if (on === undefined) return {}
    return on <= addMonths(day, -1) ? { since: on } : undefined
  }
  const pressure = says('hypertensionDiagnosed') ? stale('bloodPressure') : undefined
  return pressure ?? (says('diabetesDiagnosed') ? stale('bloodGlucose') : undefined)
})

const dependent = ['aksMild', 'aksModerate', 'aksSevere', 'aksTotal', 'aksDependent', 'aksHomeCare']

/** The last AKS below 20 points. */
const dependentElder = monthly(({ contacts }) => {
  const scored = contacts.find(({ findings }) =>
    findings.some(({ card, level }) => (card === 'L-AKS' || card === 'R-AK1') && level !== 'notAssessed'),
  )
  return hasFinding(scored, (_, code) => dependent.includes(code))
    ? standsSince(scored?.entry.visitedOn)
    : undefined
})

/** Every household at least once a year. */
const yearlyVisit: ReasonRule = ({ input, day }) => {
  const { lastVisitedOn } = input.household
  if (lastVisitedOn === undefined) return {}
  return lastVisitedOn <= addMonths(day, -12) ? { since: lastVisitedOn } : undefined
}

/** Every finding code that a reason rests on. */
export const codesThatCallHome: readonly string[] = [
  ...missed,
  ...tbcFound,
  ...malnourished,
  ...notDaily,
  ...dependent,
]

/** When each reason stands, by the reason, the most urgent first. */
export const homeVisitRules = {
  dangerSign,
  referralWithoutReturn,
  medicineMissed,
  tbc,
  odgj,
  nutrition,
  absent,
  postpartumVisitOverdue,
  birthNear,
  pregnancyAtRisk,
  lowBirthWeight,
  immunisationOverdue,
  tabletsNotDaily,
  chronicNotChecked,
  dependentElder,
  yearlyVisit,
} as const satisfies Readonly<Record<string, ReasonRule>>
