import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { choicesIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import {
  type ChronicIllness,
  chronicIllnesses,
  isChronic,
  isDiagnosed,
  isHypertensive,
  owesComplicationScreening,
} from '#domain/rules/chronic-state.ts'
import { addDays, type CalendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'

const form = 'Checklist Kunjungan Rumah Dewasa (KMK HK.01.07/MENKES/2015/2023)'

/** The same row on the home-visit forms of adults and of older people. */
export const onHomeForms = (name: string): readonly string[] => [`kd_${name}`, `kl_${name}`]

/** From birth on; where no birth date is known, from a day before which nobody living was born. */
export const sinceBirth = ({
  person,
}: {
  readonly person: { readonly birthDate?: CalendarDay | undefined }
}) => person.birthDate ?? '1900-01-01'
export const upToToday = ({ day }: { readonly day: CalendarDay }) => day

type Words = { readonly prefix: 'ht' | 'dm' }
const wordsOf: Readonly<Record<ChronicIllness, Words>> = {
  hypertension: { prefix: 'ht' },
  diabetes: { prefix: 'dm' },
}

/** Told by nakes; it stays with the person. */
export const diagnosedField = (illness: ChronicIllness, required: boolean | Condition = false): Field =>
  yesNoField({
    id: chronicIllnesses[illness].diagnosed,
    cardId: `${wordsOf[illness].prefix}_terdiagnosis`,
    alsoCardIds: [
      ...onHomeForms(`${wordsOf[illness].prefix}_terdiagnosis`),
      ...onHomeForms(wordsOf[illness].prefix),
    ],
    step: 1,
    required,
    keptIn: 'person',
    source: form,
  })

/** When nakes said it first. Of a month alone the first day is written. */
export const diagnosedOnField = (illness: ChronicIllness): Field => ({
  id: illness === 'hypertension' ? 'hypertensionDiagnosedOn' : 'diabetesDiagnosedOn',
  cardId: `${wordsOf[illness].prefix}_tgl_diagnosis`,
  alsoCardIds: onHomeForms(`${wordsOf[illness].prefix}_tgl_diagnosis`),
  type: 'date',
  earliest: sinceBirth,
  latest: upToToday,
  monthIsEnough: true,
  step: 1,
  required: false,
  shownWhen: isDiagnosed(illness),
  keptIn: 'person',
  source: form,
})

/** Whether there is medicine in the house. */
export const medicineAtHomeField = (illness: ChronicIllness): Field =>
  yesNoField({
    id: chronicIllnesses[illness].atHome,
    cardId: `${wordsOf[illness].prefix}_obat_ada`,
    alsoCardIds: onHomeForms(`${wordsOf[illness].prefix}_obat_ada`),
    step: 4,
    required: isDiagnosed(illness),
    shownWhen: isDiagnosed(illness),
    source: form,
  })

/** Diagnosed, and nobody said that there is no medicine in the house. */
export const mayTakeMedicine =
  (illness: ChronicIllness): Condition =>
  (context) =>
    isDiagnosed(illness)(context) && yesNoIn(context.answers, chronicIllnesses[illness].atHome) !== false

export const hypertensionMedicineField: Field = yesNoField({
  id: 'hypertensionMedicine',
  cardId: 'ht_obat_24jam',
  alsoCardIds: onHomeForms('ht_obat_24jam'),
  step: 4,
  required: mayTakeMedicine('hypertension'),
  shownWhen: mayTakeMedicine('hypertension'),
  source: form,
})

/** Complaints with which no reading of a treated person is a good one. */
export const hypertensionComplaints: Field = {
  id: 'hypertensionComplaints',
  cardId: 'ht_keluhan',
  type: 'multi',
  choices: ['weakness', 'headache', 'heartRateUnusual', 'dizzyOnStanding'],
  printed: {
    weakness: 'lemas',
    headache: 'sakit kepala',
    heartRateUnusual: 'detak cepat/lambat',
    dizzyOnStanding: 'pusing saat berdiri',
  },
  alsoPrinted: { heartRateUnusual: ['detak cepat', 'detak lambat'], dizzyOnStanding: ['pusing berdiri'] },
  step: 4,
  required: isHypertensive,
  shownWhen: isHypertensive,
  source: 'KMK HK.01.07/MENKES/2015/2023',
}

/** Somebody said that a medicine was not taken, or that there is none. */
const missedMedicine: Condition = ({ answers }) =>
  Object.values(chronicIllnesses).some(
    ({ atHome, taken }) => yesNoIn(answers, atHome) === false || yesNoIn(answers, taken) === false,
  )

/** Why a medicine was not taken. */
export const reasonsField: Field = {
  id: 'medicineNotTakenReasons',
  cardId: 'obat_alasan_tidak',
  type: 'multi',
  choices: ['ranOut', 'forgot', 'sideEffects', 'feelsWell', 'costOrDistance', 'traditionalMedicine', 'other'],
  printed: {
    ranOut: 'habis',
    forgot: 'lupa',
    sideEffects: 'efek samping',
    feelsWell: 'merasa sehat',
    costOrDistance: 'biaya/jarak',
    traditionalMedicine: 'obat tradisional',
    other: 'lainnya',
  },
  alsoPrinted: { costOrDistance: ['biaya', 'jarak'] },
  step: 4,
  required: false,
  shownWhen: (context) =>
    isChronic(context) &&
    (missedMedicine(context) || choicesIn(context.answers, 'medicineNotTakenReasons') !== undefined),
  source: "Teratai's own",
}

const lastControlOf = ({ answers }: Parameters<Condition>[0]) => {
  const last = textIn(answers, 'chronicControlLastOn')
  return isCalendarDay(last) ? last : undefined
}

/** The doctor's checks, and what only nakes write. */
export const controlFields: readonly Field[] = [
  {
    id: 'chronicControlLastOn',
    cardId: 'kontrol_terakhir',
    type: 'date',
    earliest: sinceBirth,
    latest: upToToday,
    step: 4,
    required: false,
    shownWhen: isChronic,
    keptIn: 'person',
    source: "Teratai's own",
  },
  {
    id: 'chronicControlNextOn',
    cardId: 'kontrol_jadwal',
    type: 'date',
    earliest: (context) => {
      const last = lastControlOf(context)
      return last ? addDays(last, 1) : sinceBirth(context)
    },
    step: 4,
    required: false,
    shownWhen: isChronic,
    keptIn: 'person',
    source: "Teratai's own",
  },
  {
    id: 'chronicMedicines',
    cardId: 'obat_nama_dosis',
    type: 'text',
    maxLength: 300,
    step: 4,
    required: false,
    nakesOnly: true,
    shownWhen: isChronic,
    keptIn: 'person',
    source: "Teratai's own",
  },
  yesNoField({
    id: 'prolanis',
    cardId: 'prolanis',
    step: 4,
    shownWhen: isChronic,
    keptIn: 'person',
    source: 'KMK HK.01.07/MENKES/33/2025',
  }),
  {
    id: 'complicationsCheckedOn',
    cardId: 'komplikasi_skrining_tahunan',
    type: 'date',
    earliest: sinceBirth,
    latest: upToToday,
    step: 4,
    required: false,
    shownWhen: owesComplicationScreening,
    keptIn: 'person',
    source: 'KMK HK.01.07/MENKES/2015/2023',
  },
]
