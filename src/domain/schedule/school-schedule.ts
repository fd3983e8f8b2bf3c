import { ageIn } from '#domain/instruments/age-in.ts'
import { textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { haemoglobinIsDue, haemoglobinWasLow } from '#domain/rules/anaemia.ts'
import { isOwedIronTablets } from '#domain/rules/iron-tablets.ts'
import { numberSetting } from '#domain/settings.ts'
import { addDays, addMonths, firstDayOf, lastDayOf, partsOf } from '#domain/time/calendar-day.ts'
import type { SchoolDoseId } from './dose-ids.ts'
import { dayTold, type DueContext, lastAnsweredOn, lastSaidOn } from './due-context.ts'
import type { DueHead, DueItem } from './due-item.ts'
import { itemInWindow, itemRepeated } from './windows.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'
const school: DueHead = { card: 'imunisasi_sekolah', source: `${juknis}; Permenkes 12/2017` }
const iron: DueHead = { card: 'R-8', source: juknis }
const haemoglobin: DueHead = { card: 'R-7', source: juknis }

type SchoolDose = {
  readonly dose: SchoolDoseId
  readonly schoolClass: number
  readonly month: 8 | 11
  readonly girlsOnly?: boolean
}

/** BIAS: measles-rubella and HPV in August, DT and Td in November. */
const schoolDoses: readonly SchoolDose[] = [
  { dose: 'mrBias', schoolClass: 1, month: 8 },
  { dose: 'dt', schoolClass: 1, month: 11 },
  { dose: 'td2', schoolClass: 2, month: 11 },
  { dose: 'td5', schoolClass: 5, month: 11 },
  { dose: 'hpv1', schoolClass: 5, month: 8, girlsOnly: true },
  { dose: 'hpv2', schoolClass: 6, month: 8, girlsOnly: true },
]

/** School years begin in July. */
const schoolYearMonth = 7

/** What school children and teenagers are owed besides the yearly checks: BIAS, tablets and Hb of girls. */
export function schoolDue(context: DueContext): readonly DueItem[] {
  const years = ageIn(context)?.years
  if (years === undefined || years < 6 || years >= 18) return []
  return [...doseItems(context), ...ironItem(context), ...haemoglobinItem(context, years)]
}

/** The doses of the class that the child is in; those of earlier classes that nobody recorded were missed. */
function doseItems(context: DueContext): readonly DueItem[] {
  const { answers, day, doses, person, settings } = context
  const inClass = Number(textIn(answers, 'schoolClass'))
  if (!(inClass >= 1)) return []
  const { year, month } = partsOf(day)
  const yearBegun = month >= schoolYearMonth ? year : year - 1
  return schoolDoses
    .filter(({ girlsOnly, dose }) => !girlsOnly || (person.sex === 'female' && isOffered(dose, settings)))
    .map(({ dose, schoolClass, month: inMonth }) => {
      const monthIs = `${yearBegun + (schoolClass - inClass)}-${String(inMonth).padStart(2, '0')}`
      const window = { from: firstDayOf(monthIs), until: lastDayOf(monthIs) }
      const after = schoolClass === inClass ? 'late' : 'missed'
      return itemInWindow(school, { product: dose, window, day, givenOn: doses[dose], after })
    })
}

const isOffered = (dose: SchoolDoseId, settings: DueContext['settings']) =>
  dose !== 'hpv2' || numberSetting(settings, 'hpvDoses') === 2

/** One tablet a week: done while a visit of the last seven days says so. */
function ironItem(context: DueContext): readonly DueItem[] {
  if (!isOwedIronTablets(context)) return []
  const { day } = context
  const last = lastSaidOn(context, (answers) => yesNoIn(answers, 'ironTabletThisWeek') === true)
  const base = { ...iron, product: 'ttdRematri' }
  if (last === undefined) return [{ ...base, state: 'due', because: 'neverDone' }]
  const until = addDays(last, 6)
  const facts = { lastOn: last }
  return day <= until
    ? [{ ...base, state: 'done', because: 'stillValid', from: last, until, facts }]
    : [{ ...base, state: 'due', because: 'newWeek', facts }]
}

const haemoglobinBands = [
  { product: 'hb12', from: 12, until: 14 },
  { product: 'hb15', from: 15, until: 17 },
] as const

/** Treated anaemia is measured again after a month. */
const afterTreatmentMonths = 1

/** Hb of girls once at 12–14 and once at 15–17 years; one that was too low is measured again after treatment. */
function haemoglobinItem(context: DueContext, years: number): readonly DueItem[] {
  const { person, day } = context
  if (person.sex !== 'female' || person.birthDate === undefined) return []
  const born = person.birthDate
  const band = haemoglobinBands.find(({ until }) => years <= until)
  if (!band) return []
  const window = {
    from: addMonths(born, band.from * 12),
    until: addDays(addMonths(born, (band.until + 1) * 12), -1),
  }
  const base = { ...haemoglobin, product: band.product, ...window }
  if (day < window.from) return [{ ...base, state: 'notYet', because: 'tooYoung' }]
  if (haemoglobinIsDue(context, dayTold(context, 'haemoglobinCheckInYear')))
    return [{ ...base, state: 'due', because: 'notYetInBand' }]
  if (haemoglobinWasLow(context)) return [againAfterTreatment(band.product, context)]
  return [{ ...base, state: 'done', because: 'measuredInBand' }]
}

const againAfterTreatment = (product: string, context: DueContext): DueItem =>
  itemRepeated(haemoglobin, {
    product,
    day: context.day,
    lastOn: lastAnsweredOn(context, 'haemoglobinGPerDl'),
    everyMonths: afterTreatmentMonths,
  })
