import { ageIn } from '#domain/instruments/age-in.ts'
import { birthFields } from '#domain/instruments/balita/birth-fields.ts'
import { exclusiveBreastfeedingField } from '#domain/instruments/balita/feeding-fields.ts'
import type { Condition, Field, Instrument } from '#domain/instruments/instrument.ts'
import { whenMet } from '#domain/instruments/kr-head.ts'
import { childBreathing, youngInfantBreathing } from '#domain/rules/child-breathing.ts'
import { childDangerSignAtHome, youngInfantDangerSignAtHome } from '#domain/rules/child-danger.ts'
import { exclusiveBreastfeeding } from '#domain/rules/child-feeding.ts'
import { homeGrowth, lastWeighed, newbornVisitsReceived } from '#domain/rules/child-home-visit.ts'
import { childFever, youngInfantTemperature } from '#domain/rules/child-temperature.ts'
import { firstStool, firstVaccines, youngInfantJaundice } from '#domain/rules/young-infant-newborn.ts'
import { childDoseIds } from '#domain/schedule/dose-ids.ts'
import { homeImmunisation } from '#domain/rules/home-immunisation.ts'
import { isYoungInfant } from '#domain/rules/young-infant.ts'
import {
  childHead,
  homeDoseFields,
  homeSignFields,
  lastMeasuredFields,
  serviceField,
} from './kr-child-fields.ts'

const untilMonths = 6

const head = childHead

/** Still asked when the window of the last is over, for whoever missed it. */
const youngInfant: Condition = whenMet(isYoungInfant)

const newbornVisitFields: readonly Field[] = [0, 1, 2, 3].map((number) =>
  serviceField({
    id: `newbornVisit${number}`,
    cardId: `kn${number}`,
    section: 'newborn',
    required: false,
    shownWhen: youngInfant,
  }),
)

const bornAt = birthFields.filter(({ id }) => id === 'bornAt' || id === 'birthWeightKg')

/** What belongs to the first months; the doses of nine months and later are on the other checklist. */
const infantDoses = childDoseIds.filter(
  (dose) => !['dpt4', 'pcv3', 'ipv2', 'mr1', 'mr2', 'je'].includes(dose),
)

/** Checklist Kunjungan Rumah bayi: birth to below six completed months. */
export const krBayi: Instrument = {
  id: 'kr-bayi',
  kind: 'homeVisit',
  edition: '2026.1',
  source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023); Buku KIA 2023; MTBM',
  appliesTo: (person, day) => {
    const months = ageIn({ person, day })?.months
    return months !== undefined && months < untilMonths
  },
  fields: [
    ...bornAt,
    ...head.fields.filter(({ step }) => step < 3),
    ...homeSignFields('fromBirth'),
    { ...exclusiveBreastfeedingField, required: whenMet(), shownWhen: whenMet() },
    ...lastMeasuredFields('hasil_pb'),
    ...newbornVisitFields,
    ...homeDoseFields(infantDoses),
    ...head.fields.filter(({ step }) => step >= 3),
  ],
  rules: [
    ...head.rules,
    youngInfantDangerSignAtHome,
    youngInfantTemperature,
    youngInfantBreathing,
    youngInfantJaundice,
    firstStool,
    firstVaccines,
    childDangerSignAtHome,
    childFever,
    childBreathing,
    exclusiveBreastfeeding,
    lastWeighed,
    homeGrowth,
    newbornVisitsReceived,
    homeImmunisation,
  ],
  derived: [
    { cardId: 'nama', from: 'person' },
    { cardId: 'tgl_lahir', from: 'person' },
    { cardId: 'jenis_kelamin', from: 'person' },
    { cardId: 'tgl_kunjungan', from: 'visit' },
  ],
}
