import { isOutside } from '#domain/counselling/finding-matcher.ts'
import { isHomeVisit, type KnownVisit, wasMet } from './home-visit-facts.ts'
import { hasValue, yesNoIn } from '#domain/instruments/read-answer.ts'

/** A visit at home with whose it was. */
export type RecordedHomeVisit = KnownVisit & {
  readonly householdId: string
  readonly personId: string
}

export type HomeVisitRecap = {
  readonly householdsVisited: number
  /** Persons met, by the checklist that was used for them. */
  readonly personsByChecklist: Readonly<Record<string, number>>
  readonly withoutService: number
  readonly medicineMissed: number
  readonly dangerSign: number
  readonly tbcSymptoms: number
  readonly educated: number
  readonly reportedToNakes: number
}

const medicineCodes = [
  'tbcMedicineMissed',
  'odgjMedicineMissed',
  'medicineRanOut',
  'medicineNotTaken',
  'tabletNotTakenLastDay',
]
const tbcCodes = [
  'tbcSuspected',
  'tbcSignToCheck',
  'tbcCoughOfUnknownLength',
  'tbcOneSymptom',
  'motherTbcSign',
]

/** Services of the checklists that were owed and not had. */
const gaps = new Set([
  'doctorVisitMissing',
  'pregnancyVisitsBehind',
  'motherClassNot',
  'mentalHealthNotScreened',
  'tabletsNotAtHome',
  'foodNotAtHome',
  'postpartumVisitMissed',
  'vitaminACapsulesMissing',
  'familyPlanningNot',
  'newbornVisitMissing',
  'firstVaccinesMissing',
  'immunisationBehind',
  'notWeighedRecently',
  'homeVitaminAMissed',
  'homeDewormingOverdue',
  'recoveryFoodMissing',
  'measuredLongAgo',
  'ironNotReceived',
  'haemoglobinNotYet',
  'mentalScreeningNotYet',
  'yearlyCheckMissed',
  'monthlyCheckMissed',
  'chronicControlDue',
  'contraceptionUnmetNeed',
  'aksMissed',
  'skilasMissed',
  'odgjNoControl',
  'tbcCheckOverdue',
])

/** Every finding code that the recapitulation counts. */
export const codesOfRecap: readonly string[] = [...medicineCodes, ...tbcCodes, ...gaps]

/**
 * The week's recapitulation of visits at home: each person once a category, however many findings they have
 * (Checklist Kunjungan Rumah; KMK HK.01.07/MENKES/2015/2023).
 */
export function homeVisitRecap(visits: readonly RecordedHomeVisit[]): HomeVisitRecap {
  const atHome = visits.filter(isHomeVisit)
  const met = atHome.filter(wasMet)
  const persons = (has: (visit: RecordedHomeVisit) => boolean) =>
    new Set(met.filter(has).map(({ personId }) => personId)).size
  const found = (test: (card: string, code: string) => boolean) =>
    persons(({ findings }) => findings.some((one) => isOutside(one) && test(one.card, one.code)))
  return {
    householdsVisited: new Set(atHome.map(({ householdId }) => householdId)).size,
    personsByChecklist: byChecklist(met),
    withoutService: found((_, code) => gaps.has(code)),
    medicineMissed: found((_, code) => medicineCodes.includes(code)),
    dangerSign: persons(
      ({ findings, level }) =>
        level === 'emergency' || findings.some((one) => isOutside(one) && isDanger(one.card)),
    ),
    tbcSymptoms: found((_, code) => tbcCodes.includes(code)),
    educated: persons(
      ({ entry }) =>
        yesNoIn(entry.answers, 'educationGiven') === true || hasValue(entry.answers['nakesEducation']),
    ),
    reportedToNakes: persons(
      ({ entry }) =>
        yesNoIn(entry.answers, 'reportedToNakes') === true || hasValue(entry.answers['reportedToNakesOn']),
    ),
  }
}

/** Danger signs and illness of the pages. */
const isDanger = (card: string) =>
  ['R-BH-BAHAYA', 'R-NF-BAHAYA', 'R-BY-BAHAYA', 'R-AN-BAHAYA', 'R-DR1'].includes(card)

function byChecklist(visits: readonly RecordedHomeVisit[]): Readonly<Record<string, number>> {
  const persons = new Map<string, Set<string>>()
  for (const { entry, personId } of visits)
    persons.set(entry.instrument, (persons.get(entry.instrument) ?? new Set()).add(personId))
  return Object.fromEntries([...persons].map(([checklist, people]) => [checklist, people.size]))
}
