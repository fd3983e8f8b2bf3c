import { inSection } from '#domain/instruments/block.ts'
import type { Field } from '#domain/instruments/instrument.ts'
import { firstWeight, motherHeight } from '#domain/instruments/mother-body-fields.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { addMonths } from '#domain/time/calendar-day.ts'

const card = 'Kartu Bantu Pemeriksaan Ibu Nifas dan Menyusui (KMK HK.01.07/MENKES/2015/2023)'

/** The birth, as the head of the card and the home-visit form have it; kept with the pregnancy that it ended. */
export const birthFields: readonly Field[] = inSection('delivery', [
  {
    id: 'deliveredOn',
    cardId: 'tgl_bersalin',
    type: 'date',
    earliest: ({ day }) => addMonths(day, -24),
    latest: ({ day }) => day,
    step: 1,
    required: true,
    keptIn: 'pregnancy',
    source: card,
  },
  {
    id: 'deliveredAtTime',
    cardId: 'jam_bersalin',
    type: 'text',
    format: 'timeOfDay',
    maxLength: 5,
    step: 1,
    required: false,
    keptIn: 'pregnancy',
    source: card,
  },
  {
    id: 'gestationAtDeliveryWeeks',
    cardId: 'uk_saat_lahir',
    type: 'number',
    unit: 'wk',
    decimals: 0,
    reject: { min: 20, max: 44 },
    confirm: { min: 37, max: 42 },
    step: 1,
    required: false,
    keptIn: 'pregnancy',
    source: card,
  },
  {
    id: 'deliveryPlace',
    cardId: 'tempat_bersalin',
    type: 'choice',
    choices: ['pustu', 'puskesmas', 'hospital', 'clinic', 'midwifePractice', 'home', 'other'],
    printed: {
      pustu: 'pustu/posyandu prima',
      hospital: 'RS',
      clinic: 'klinik',
      midwifePractice: 'PMB',
      home: 'rumah',
      other: 'lain',
    },
    alsoPrinted: { pustu: ['posyandu prima'], hospital: ['rumah sakit'] },
    step: 1,
    required: true,
    keptIn: 'pregnancy',
    source: card,
  },
  {
    id: 'deliveryPlaceName',
    cardId: 'nama_tempat_bersalin',
    type: 'text',
    maxLength: 120,
    step: 1,
    required: false,
    keptIn: 'pregnancy',
    source: 'Checklist Kunjungan Rumah',
  },
  {
    id: 'deliveryHelper',
    cardId: 'penolong',
    type: 'choice',
    choices: ['midwife', 'doctor', 'obstetrician', 'traditional', 'family', 'other'],
    printed: {
      midwife: 'bidan',
      doctor: 'dokter umum',
      obstetrician: 'SpOG',
      traditional: 'dukun',
      family: 'keluarga',
      other: 'lain',
    },
    step: 1,
    required: false,
    keptIn: 'pregnancy',
    source: card,
  },
  {
    id: 'deliveryMode',
    cardId: 'cara_bersalin',
    type: 'choice',
    choices: ['vaginal', 'assisted', 'caesarean', 'other'],
    printed: {
      vaginal: 'normal/pervaginam',
      assisted: 'vakum/forsep',
      caesarean: 'SC',
      other: 'lain',
    },
    alsoPrinted: { vaginal: ['normal', 'pervaginam'], assisted: ['vakum', 'forsep'], caesarean: ['sesar'] },
    step: 1,
    required: true,
    keptIn: 'pregnancy',
    source: card,
  },
  {
    id: 'birthOrderOfChild',
    cardId: 'anak_ke',
    alsoCardIds: ['kelahiran_ke'],
    type: 'number',
    unit: '{birth}',
    decimals: 0,
    reject: { min: 1, max: 20 },
    confirm: { max: 8 },
    step: 1,
    required: true,
    keptIn: 'pregnancy',
    source: card,
  },
  {
    id: 'motherAtDelivery',
    cardId: 'keadaan_ibu_lahir',
    type: 'choice',
    choices: ['well', 'ill', 'died', 'other'],
    printed: { well: 'sehat', ill: 'sakit', died: 'meninggal', other: 'lain' },
    step: 1,
    required: false,
    keptIn: 'pregnancy',
    source: card,
  },
  yesNoField({ id: 'earlyBreastfeeding', cardId: 'imd', step: 1, keptIn: 'pregnancy', source: card }),
])

/** The whole head of the card. */
export const deliveryFields: readonly Field[] = [
  ...birthFields,
  ...inSection('delivery', [
    {
      id: 'childName',
      cardId: 'nama_anak',
      type: 'text',
      maxLength: 120,
      step: 1,
      required: false,
      keptIn: 'pregnancy',
      source: card,
    },
    firstWeight({
      id: 'firstNifasWeightKg',
      cardId: 'bb_awal_nifas',
      required: ({ answers, history }) =>
        numberIn(answers, 'weightKg') === undefined &&
        !history.some(
          (visit) => visit.instrument === 'nifas' && numberIn(visit.answers, 'weightKg') !== undefined,
        ),
      source: card,
    }),
    motherHeight(card),
  ]),
]
