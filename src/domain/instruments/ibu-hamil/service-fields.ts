import { inSection } from '#domain/instruments/block.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { birthPlanPoints } from '#domain/rules/pregnancy-care.ts'
import { isBeyondWeeks, movementsFromWeeks } from '#domain/rules/pregnancy-danger-signs.ts'
import { isForSupplementaryFood } from '#domain/rules/pregnancy-supplements.ts'
import { pregnancyVisitIds } from '#domain/rules/pregnancy-visits.ts'

const card = 'Kartu Bantu Pemeriksaan Ibu Hamil (KMK HK.01.07/MENKES/2015/2023)'
const bookKia = 'Buku KIA 2023'

const always: Condition = () => true

/** A visit to nakes as the Buku KIA has it: day, place and officer; `visitIn` is the list of a printing that sends all. */
export const careVisitField = (id: string, visitIn: NonNullable<Field['visitIn']>): Field => ({
  id,
  cardId: id,
  visitIn,
  type: 'group',
  parts: [
    {
      id: 'on',
      cardId: `${id}_tanggal`,
      alsoCardIds: ['tanggal', 'tgl'],
      type: 'date',
      latest: ({ day }) => day,
    },
    {
      id: 'place',
      cardId: `${id}_tempat`,
      alsoCardIds: ['tempat'],
      type: 'text',
      maxLength: 120,
      optionalWhen: always,
    },
    {
      id: 'officer',
      cardId: `${id}_petugas`,
      alsoCardIds: ['petugas'],
      type: 'text',
      maxLength: 120,
      optionalWhen: always,
    },
  ],
  step: 3,
  required: false,
  keptIn: 'pregnancy',
  source: bookKia,
})

export const pregnancyVisitFields: readonly Field[] = inSection(
  'care',
  pregnancyVisitIds.map((id) => careVisitField(id, { row: 'k_kunjungan' })),
)

const gotTablets: Condition = ({ answers }) => (numberIn(answers, 'tabletsGiven') ?? 0) > 0
const isServedFood: Condition = ({ answers }) => (numberIn(answers, 'foodPortions') ?? 0) > 0

const dailyOrNot = {
  type: 'choice',
  choices: ['daily', 'notDaily'],
  printed: { daily: 'setiap hari', notDaily: 'tidak setiap hari' },
} as const

const supplementFields: readonly Field[] = inSection('supplements', [
  {
    id: 'tabletsGiven',
    cardId: 'ttd_jumlah',
    column: '13',
    type: 'number',
    unit: '{tablet}',
    decimals: 0,
    reject: { min: 0, max: 200 },
    confirm: ({ answers }) => ({ max: answers['tabletKind'] === 'mms' ? 180 : 90 }),
    step: 4,
    required: false,
    source: card,
  },
  {
    id: 'tabletKind',
    cardId: 'ttd_jenis',
    type: 'choice',
    choices: ['ttd', 'mms'],
    printed: { ttd: 'TTD', mms: 'MMS' },
    step: 4,
    required: gotTablets,
    shownWhen: gotTablets,
    source: 'KMK HK.01.07/MENKES/1092/2024',
  },
  {
    id: 'tabletIntake',
    cardId: 'ttd_konsumsi',
    column: '14',
    ...dailyOrNot,
    step: 4,
    required: true,
    source: card,
  },
  {
    id: 'foodComposition',
    cardId: 'mt_kek_komposisi',
    column: '15',
    type: 'text',
    maxLength: 200,
    step: 4,
    required: false,
    shownWhen: isForSupplementaryFood,
    source: card,
  },
  {
    id: 'foodPortions',
    cardId: 'mt_kek_porsi',
    type: 'number',
    unit: '{portion}',
    decimals: 0,
    reject: { min: 0, max: 120 },
    step: 4,
    required: false,
    shownWhen: isForSupplementaryFood,
    source: card,
  },
  {
    id: 'foodIntake',
    cardId: 'mt_kek_konsumsi',
    column: '16',
    ...dailyOrNot,
    step: 4,
    required: isServedFood,
    shownWhen: isForSupplementaryFood,
    source: card,
  },
])

const isPlanning = isBeyondWeeks(movementsFromWeeks)

export const serviceFields: readonly Field[] = [
  ...supplementFields,
  ...inSection('care', [
    {
      ...yesNoField({
        id: 'attendsMotherClass',
        cardId: 'kelas_ibu_hamil',
        step: 4,
        required: true,
        source: card,
      }),
      column: '17',
    },
    {
      id: 'birthPlan',
      cardId: 'p4k',
      type: 'multi',
      choices: birthPlanPoints,
      printed: {
        dueDate: 'HPL',
        companion: 'pendamping',
        funds: 'dana',
        insurance: 'JKN',
        placeAndHelper: 'tempat & penolong',
        identityCards: 'KTP/KK',
        bloodDonors: 'donor',
        transport: 'kendaraan',
        sticker: 'stiker',
        familyPlanning: 'rencana KB',
      },
      alsoPrinted: { bloodDonors: ['donor >1 orang'] },
      step: 5,
      required: false,
      shownWhen: isPlanning,
      source: bookKia,
    },
    {
      id: 'smokeExposure',
      cardId: 'paparan_rokok',
      type: 'choice',
      choices: ['smoker', 'exposed', 'none'],
      printed: { smoker: 'merokok', exposed: 'terpapar asap', none: 'tidak' },
      alsoPrinted: { smoker: ['aktif'], exposed: ['terpapar', 'pasif', 'ya'] },
      step: 4,
      required: false,
      source: bookKia,
    },
  ]),
  ...pregnancyVisitFields,
  ...inSection(
    'care',
    [
      { id: 'ultrasoundDone', cardId: 'usg_dilakukan' },
      { id: 'doctorVisitTrimester1', cardId: 'periksa_dokter_t1' },
      { id: 'doctorVisitTrimester3', cardId: 'periksa_dokter_t3' },
    ].map((field) => ({
      ...yesNoField({ ...field, step: 3, keptIn: 'pregnancy', source: bookKia }),
      dayIsEnough: true,
    })),
  ),
]
