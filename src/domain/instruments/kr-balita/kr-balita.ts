import { ageIn } from '#domain/instruments/age-in.ts'
import { birthFields } from '#domain/instruments/balita/birth-fields.ts'
import { recoveryFoodEatenField } from '#domain/instruments/balita/feeding-fields.ts'
import type { Condition, Field, Instrument } from '#domain/instruments/instrument.ts'
import {
  childHead,
  homeDoseFields,
  homeSignFields,
  lastMeasuredFields,
} from '#domain/instruments/kr-bayi/kr-child-fields.ts'
import { whenMet } from '#domain/instruments/kr-head.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { childBreathing } from '#domain/rules/child-breathing.ts'
import { childDangerSignAtHome } from '#domain/rules/child-danger.ts'
import { homeFood, homeFoodFields } from '#domain/rules/child-feeding.ts'
import { homeGrowth, lastWeighed } from '#domain/rules/child-home-visit.ts'
import { recoveryFood, recoveryFoodAtHome } from '#domain/rules/child-recovery-food.ts'
import { homeDeworming, homeVitaminA } from '#domain/rules/child-supplements.ts'
import { childFever } from '#domain/rules/child-temperature.ts'
import { homeImmunisation } from '#domain/rules/home-immunisation.ts'
import { childDoseIds } from '#domain/schedule/dose-ids.ts'

const source = 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'
const fromMonths = 6
const untilMonths = 72

const head = childHead

const monthsBetween = (from: number, to: number): Condition =>
  whenMet((context) => {
    const months = ageIn(context)?.months
    return months !== undefined && months >= from && months <= to
  })

const foodFields: readonly Field[] = homeFoodFields.map(({ id, cardId }) => ({
  ...yesNoField({ id, cardId, step: 3, required: whenMet(), shownWhen: whenMet(), source }),
  section: 'feeding',
  battery: 'foodsYesterday',
}))

type DateSpec = Pick<Extract<Field, { type: 'date' }>, 'type' | 'earliest' | 'latest'>
const dateSinceBirth: DateSpec = {
  type: 'date',
  earliest: ({ person, day }) => person.birthDate ?? `${Number(day.slice(0, 4)) - 7}-01-01`,
  latest: ({ day }) => day,
}

const supplementField = (field: Pick<Field, 'id' | 'cardId'> & { readonly shownWhen: Condition }): Field => ({
  ...field,
  ...dateSinceBirth,
  step: 3,
  section: 'supplements',
  required: false,
  source,
})

const dewormingAge = monthsBetween(12, 71)

const supplementFields: readonly Field[] = [
  {
    ...yesNoField({
      id: 'dewormingTabletThere',
      cardId: 'cacing_ada',
      step: 3,
      required: dewormingAge,
      shownWhen: dewormingAge,
      source,
    }),
    section: 'supplements',
  },
  supplementField({ id: 'dewormedOn', cardId: 'cacing_minum_tgl', shownWhen: dewormingAge }),
  supplementField({ id: 'vitaminABlueOn', cardId: 'vita_biru_tgl', shownWhen: monthsBetween(6, 17) }),
  supplementField({ id: 'vitaminARedOn', cardId: 'vita_merah_tgl', shownWhen: monthsBetween(12, 65) }),
]

/** Whether the child is in the programme of local food, as the posyandu's last measurements said. */
const inProgramme: Condition = whenMet(
  ({ answers, history }) =>
    yesNoIn(answers, 'inRecoveryProgramme') === true ||
    history.some((visit) => visit.answers['recoveryFoodEaten'] !== undefined),
)

const recoveryFields: readonly Field[] = [
  {
    ...yesNoField({
      id: 'inRecoveryProgramme',
      cardId: 'mt_sasaran',
      step: 3,
      shownWhen: whenMet(),
      source: `${source}; Teratai's own`,
    }),
    section: 'supplements',
  },
  {
    ...yesNoField({
      id: 'recoveryFoodThere',
      cardId: 'mt_ada',
      step: 3,
      required: inProgramme,
      shownWhen: inProgramme,
      source,
    }),
    section: 'supplements',
  },
  { ...recoveryFoodEatenField(inProgramme), shownWhen: inProgramme, step: 3 },
]

const birthWeight = birthFields.filter(({ id }) => id === 'birthWeightKg')

/** Checklist Kunjungan Rumah bayi, balita, apras: six to 71 completed months. */
export const krBalita: Instrument = {
  id: 'kr-balita',
  kind: 'homeVisit',
  edition: '2026.1',
  source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023); Buku KIA 2023; MTBS',
  appliesTo: (person, day) => {
    const months = ageIn({ person, day })?.months
    return months !== undefined && months >= fromMonths && months < untilMonths
  },
  fields: [
    ...birthWeight,
    ...head.fields.filter(({ step }) => step < 3),
    ...homeSignFields('fromSixMonths'),
    ...lastMeasuredFields('hasil_pbtb'),
    ...homeDoseFields(childDoseIds),
    ...foodFields,
    ...supplementFields,
    ...recoveryFields,
    ...head.fields.filter(({ step }) => step >= 3),
  ],
  rules: [
    ...head.rules,
    childDangerSignAtHome,
    childFever,
    childBreathing,
    lastWeighed,
    homeGrowth,
    homeFood,
    homeDeworming,
    homeVitaminA,
    recoveryFoodAtHome,
    recoveryFood,
    homeImmunisation,
  ],
  derived: [
    { cardId: 'nama', from: 'person' },
    { cardId: 'tgl_lahir', from: 'person' },
    { cardId: 'jenis_kelamin', from: 'person' },
    { cardId: 'tgl_kunjungan', from: 'visit' },
  ],
}
