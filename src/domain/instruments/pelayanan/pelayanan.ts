import type { Condition, Field, Instrument } from '#domain/instruments/instrument.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import { childDoseIds, schoolDoseIds } from '#domain/schedule/dose-ids.ts'

const source = "Panduan Pengelolaan Posyandu 2023; layout Teratai's own"

const isImmunisation: Condition = ({ answers }) => textIn(answers, 'serviceKind') === 'immunisation'
const isVitaminA: Condition = ({ answers }) => textIn(answers, 'serviceKind') === 'vitaminA'

const serviceFields: readonly Field[] = [
  {
    id: 'serviceKind',
    cardId: 'jenis_layanan',
    type: 'choice',
    choices: [
      'immunisation',
      'vitaminA',
      'deworming',
      'ttd',
      'mms',
      'foodKek',
      'foodChild',
      'oralRehydration',
      'zinc',
      'familyPlanning',
    ],
    printed: {
      immunisation: 'imunisasi',
      vitaminA: 'vitamin_a',
      deworming: 'obat_cacing',
      foodKek: 'mt_kek',
      foodChild: 'mt_balita',
      oralRehydration: 'oralit',
      familyPlanning: 'kb',
    },
    step: 4,
    required: true,
    source,
  },
  {
    id: 'doseId',
    cardId: 'dosis_id',
    type: 'choice',
    choices: [...childDoseIds, ...schoolDoseIds],
    step: 4,
    required: isImmunisation,
    shownWhen: isImmunisation,
    source: 'Buku KIA 2023',
  },
  {
    id: 'capsuleNumber',
    cardId: 'kapsul_ke',
    type: 'number',
    unit: '{capsule}',
    decimals: 0,
    reject: { min: 1, max: 2 },
    step: 4,
    required: false,
    shownWhen: isVitaminA,
    source,
  },
  {
    id: 'givenOn',
    cardId: 'tgl_pemberian',
    type: 'date',
    earliest: ({ person }) => person.birthDate ?? '1900-01-01',
    latest: ({ day }) => day,
    step: 4,
    required: true,
    source,
  },
  {
    id: 'amount',
    cardId: 'jumlah_satuan',
    type: 'group',
    parts: [
      {
        id: 'count',
        cardId: 'jumlah',
        type: 'number',
        unit: '{unit}',
        decimals: 1,
        reject: { min: 0, max: 500 },
      },
      {
        id: 'unit',
        cardId: 'satuan',
        type: 'choice',
        choices: ['tablet', 'capsule', 'portion', 'sachet', 'ml'],
        printed: { capsule: 'kapsul', portion: 'porsi' },
      },
    ],
    step: 4,
    required: (context) => !isImmunisation(context),
    source,
  },
  {
    id: 'servicePlace',
    cardId: 'tempat',
    type: 'choice',
    choices: ['posyandu', 'puskesmas', 'hospital', 'other'],
    printed: { hospital: 'RS', other: 'lain' },
    step: 4,
    required: false,
    source,
  },
  { id: 'servedBy', cardId: 'petugas', type: 'text', maxLength: 120, step: 4, required: false, source },
  {
    id: 'batchNumber',
    cardId: 'no_batch',
    type: 'text',
    maxLength: 40,
    step: 4,
    required: false,
    nakesOnly: true,
    shownWhen: isImmunisation,
    source: 'ASIK',
  },
  {
    id: 'toldBy',
    cardId: 'sumber_data',
    type: 'choice',
    choices: ['givenToday', 'kiaBook', 'told'],
    printed: { givenToday: 'diberikan hari ini', kiaBook: 'dari Buku KIA', told: 'pengakuan' },
    step: 4,
    required: true,
    source,
  },
]

/** Pemberian layanan: one vaccine, capsule, tablet or portion that was given. Its answers are a `dose` record. */
export const pelayanan: Instrument = {
  id: 'pelayanan',
  kind: 'record',
  edition: '2026.1',
  source,
  appliesTo: () => true,
  fields: serviceFields,
  rules: [],
}
