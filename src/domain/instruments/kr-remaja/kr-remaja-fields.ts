import { fromYears } from '#domain/instruments/due-again.ts'
import type { Condition, Field, PartSpec } from '#domain/instruments/instrument.ts'
import { whenMet } from '#domain/instruments/kr-head.ts'
import { checkFields } from '#domain/instruments/chronic/checked-before-fields.ts'
import { ironTabletThisWeek } from '#domain/instruments/remaja/girl-fields.ts'
import { waistField } from '#domain/instruments/body-fields.ts'
import { isFemale } from '#domain/instruments/shared-fields.ts'
import { haemoglobinIsDue } from '#domain/rules/anaemia.ts'
import { glucoseIsOwedInTeens } from '#domain/rules/glucose-due.ts'
import { isOfferedIronTablets, isOwedIronTablets } from '#domain/rules/iron-tablets.ts'
import { maternalStateIn } from '#domain/rules/maternal-state.ts'

const source = 'Checklist Kunjungan Rumah Usia Sekolah dan Remaja (KMK HK.01.07/MENKES/2015/2023)'
const always: Condition = () => true
const isFifteen = fromYears(15)
const isGirlFromTen: Condition = (context) => isFemale(context) && fromYears(10)(context)

/** What the last weighing or measuring said: the number, and whether it rose. */
function lastMeasured(
  id: string,
  cardId: string,
  number: Pick<PartSpec & { type: 'number' }, 'unit' | 'reject'>,
): Field {
  return {
    id,
    cardId,
    type: 'group',
    parts: [
      {
        id: 'change',
        cardId: `${cardId}_hasil`,
        type: 'choice',
        choices: ['up', 'same', 'down'],
        printed: { up: 'naik', same: 'tetap', down: 'turun' },
        optionalWhen: always,
      },
      {
        id: 'value',
        cardId: `${cardId}_nilai`,
        type: 'number',
        decimals: 1,
        ...number,
        optionalWhen: always,
      },
    ],
    step: 2,
    required: false,
    shownWhen: whenMet(),
    source: `${source}; ranges Teratai's own`,
  }
}

const growthFields: readonly Field[] = [
  {
    id: 'lastMeasuredOn',
    cardId: 'kr_tgl_ukur',
    type: 'date',
    earliest: ({ person }) => person.birthDate ?? '1900-01-01',
    latest: ({ day }) => day,
    step: 2,
    required: whenMet(),
    shownWhen: whenMet(),
    source,
  },
  lastMeasured('lastWeight', 'kr_bb', { unit: 'kg', reject: { min: 8, max: 200 } }),
  lastMeasured('lastHeight', 'kr_tb', { unit: 'cm', reject: { min: 70, max: 220 } }),
  {
    ...waistField({
      confirm: { min: 45, max: 130 },
      required: false,
      shownWhen: whenMet((context) => isFifteen(context) && maternalStateIn(context) !== 'pregnant'),
      source: `${source}; ranges Teratai's own`,
    }),
    cardId: 'kr_lp',
    alsoCardIds: ['lingkar_perut', 'lp'],
  },
]

/** Whether it was done in the last year, when, where, and what came out. */
const checkedInYear = (
  id: string,
  cardId: string,
  more: readonly PartSpec[],
): Pick<Field & { type: 'group' }, 'id' | 'cardId' | 'type' | 'parts' | 'step' | 'source'> => ({
  id,
  cardId,
  type: 'group',
  step: 4,
  source,
  parts: [
    { id: 'checked', cardId: `${cardId}_ada`, type: 'yesNo', optionalWhen: always },
    {
      id: 'on',
      cardId: `${cardId}_tgl`,
      type: 'date',
      earliest: ({ person }) => person.birthDate ?? '1900-01-01',
      latest: ({ day }) => day,
      optionalWhen: always,
    },
    { id: 'place', cardId: `${cardId}_tempat`, type: 'text', maxLength: 80, optionalWhen: always },
    ...more,
  ],
})

const haemoglobinCheck: Field = {
  ...checkedInYear('haemoglobinCheckInYear', 'kr_hb_1th', [
    {
      id: 'gPerDl',
      cardId: 'kr_hb_1th_hasil',
      type: 'number',
      unit: 'g/dL',
      decimals: 1,
      reject: { min: 2, max: 25 },
      optionalWhen: always,
    },
  ]),
  required: whenMet((context) => haemoglobinIsDue(context)),
  shownWhen: whenMet(isGirlFromTen),
}

const mentalCheck: Field = {
  ...checkedInYear('mentalCheckInYear', 'kr_jiwa_1th', [
    { id: 'officer', cardId: 'kr_jiwa_1th_petugas', type: 'text', maxLength: 80, optionalWhen: always },
  ]),
  required: whenMet(),
  shownWhen: whenMet(),
}

const onThisForm = (names: readonly string[] = []): readonly string[] => [
  ...names,
  ...names.filter((name) => name.startsWith('kd_')).map((name) => name.replace('kd_', 'kr_')),
]

/** A check of the adults' form under the names of this one; it is asked of 15 years and more. */
function ofThisForm(field: Field, required: Condition): Field {
  const named = { ...field, alsoCardIds: onThisForm(field.alsoCardIds), source }
  const asked = {
    required: whenMet((context) => isFifteen(context) && required(context)),
    shownWhen: whenMet(isFifteen),
  }
  if (named.type !== 'group') return { ...named, ...asked }
  const parts = named.parts.map((part) => ({ ...part, alsoCardIds: onThisForm(part.alsoCardIds) }))
  return { ...named, ...asked, parts }
}

/** The rows of the checklist, besides its head, TBC and smoking. */
export const krRemajaFields: readonly Field[] = [
  ...growthFields,
  {
    id: 'eatsByIsiPiringku',
    cardId: 'kr_isi_piringku',
    alsoCardIds: ['isi_piringku'],
    type: 'yesNo',
    step: 4,
    required: whenMet(),
    shownWhen: whenMet(),
    source,
  },
  {
    id: 'ironTabletsAtHome',
    cardId: 'kr_ttd_ada',
    type: 'yesNo',
    step: 4,
    required: whenMet(isOwedIronTablets),
    shownWhen: whenMet(isOfferedIronTablets),
    source,
  },
  {
    ...ironTabletThisWeek,
    required: whenMet(isOwedIronTablets),
    shownWhen: whenMet(isOfferedIronTablets),
  },
  haemoglobinCheck,
  ofThisForm(checkFields.pressureInYear({ shownWhen: always, required: false }), always),
  ofThisForm(checkFields.glucoseInYear({ shownWhen: always, required: false }), glucoseIsOwedInTeens),
  mentalCheck,
]
