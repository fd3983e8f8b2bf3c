import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, Field, PartSpec } from '#domain/instruments/instrument.ts'
import { isDiabetic, isHypertensive } from '#domain/rules/chronic-state.ts'
import { pressureContradiction } from '#domain/instruments/shared-fields.ts'
import { onHomeForms, sinceBirth, upToToday } from './chronic-fields.ts'

const source = 'Checklist Kunjungan Rumah Dewasa (KMK HK.01.07/MENKES/2015/2023)'
const always: Condition = () => true

/** `row`: the row of the registry; `home`: the same row on the home-visit forms, without its prefix. */
type Check = { readonly id: string; readonly row: string; readonly home: string; readonly owes: Condition }
type When = { readonly shownWhen: Condition; readonly required: boolean | Condition }

const namesOf = ({ row, home }: Check, part: string) => ({
  cardId: `${row}_${part}`,
  alsoCardIds: onHomeForms(`${home}_${part}`),
})

/** Whether it was checked within the time, when, where, and what came out. Each part may stand alone. */
const checkField =
  (check: Check, results: readonly PartSpec[]) =>
  ({ shownWhen, required }: When): Field => ({
    id: check.id,
    cardId: check.row,
    alsoCardIds: onHomeForms(check.home),
    type: 'group',
    step: 4,
    required: (context) =>
      check.owes(context) && (typeof required === 'boolean' ? required : required(context)),
    shownWhen: (context) => check.owes(context) && shownWhen(context),
    source,
    parts: [
      { id: 'checked', ...namesOf(check, 'ada'), type: 'yesNo' } satisfies PartSpec,
      {
        id: 'on',
        ...namesOf(check, 'tgl'),
        type: 'date',
        earliest: sinceBirth,
        latest: upToToday,
      } satisfies PartSpec,
      { id: 'place', ...namesOf(check, 'tempat'), type: 'text', maxLength: 80 } satisfies PartSpec,
      ...results,
    ].map((part) => ({ ...part, optionalWhen: always })),
    contradiction: pressureContradiction,
  })

const pressureResult = (check: Check): readonly PartSpec[] => [
  {
    id: 'systolicMmHg',
    cardId: `${check.row}_sistol`,
    alsoCardIds: [
      `${check.row}_hasil`,
      ...onHomeForms(`${check.home}_hasil`),
      ...onHomeForms(`${check.home}_sistol`),
    ],
    type: 'number',
    unit: 'mm[Hg]',
    decimals: 0,
    reject: { min: 50, max: 260 },
  },
  {
    id: 'diastolicMmHg',
    cardId: `${check.row}_diastol`,
    alsoCardIds: onHomeForms(`${check.home}_diastol`),
    type: 'number',
    unit: 'mm[Hg]',
    decimals: 0,
    reject: { min: 30, max: 160 },
  },
]

const glucoseResult = (check: Check): readonly PartSpec[] => [
  {
    id: 'mgPerDl',
    ...namesOf(check, 'hasil'),
    type: 'number',
    unit: 'mg/dL',
    decimals: 0,
    reject: { min: 10, max: 600 },
    words: ['LO', 'HI'],
  },
]

const pressureInMonth: Check = {
  id: 'pressureCheckInMonth',
  row: 'ht_td_1_bulan',
  home: 'td_1bln',
  owes: isHypertensive,
}
const glucoseInMonth: Check = {
  id: 'glucoseCheckInMonth',
  row: 'dm_gd_1_bulan',
  home: 'gd_1bln',
  owes: isDiabetic,
}
const isFifteen: Condition = (context) => (ageIn(context)?.years ?? 0) >= 15
const pressureInYear: Check = {
  id: 'pressureCheckInYear',
  row: 'td_1_tahun',
  home: 'td_1th',
  owes: (context) => isFifteen(context) && !isHypertensive(context),
}
const glucoseInYear: Check = {
  id: 'glucoseCheckInYear',
  row: 'gd_1_tahun',
  home: 'gd_1th',
  owes: (context) => isFifteen(context) && !isDiabetic(context),
}

/** The last blood pressure and glucose taken elsewhere: in a month of whoever is ill, in a year of the others. */
export const checkFields = {
  pressureInMonth: checkField(pressureInMonth, pressureResult(pressureInMonth)),
  pressureInYear: checkField(pressureInYear, pressureResult(pressureInYear)),
  glucoseInMonth: checkField(glucoseInMonth, glucoseResult(glucoseInMonth)),
  glucoseInYear: checkField(glucoseInYear, glucoseResult(glucoseInYear)),
}
