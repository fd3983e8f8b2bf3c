import { ageIn } from '#domain/instruments/age-in.ts'
import { fromYears } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'

const card = 'Kartu Bantu Pemeriksaan (KMK HK.01.07/MENKES/2015/2023)'
const freeCheck = 'Cek Kesehatan Gratis (KMK HK.01.07/MENKES/33/2025)'

const isOfSchoolAge: Condition = (context) => {
  const age = ageIn(context)
  return age !== undefined && age.months >= 72 && age.years < 18
}

const isDisabled: Condition = ({ answers }) => answers['disability'] === 'disabled'

const classes = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const

/** What the cards ask of a person beside the record's own name, NIK, birth and address. Kept in the person. */
const fields: readonly Field[] = [
  {
    id: 'jknNumber',
    cardId: 'no_jkn',
    type: 'text',
    format: 'digits',
    maxLength: 13,
    minLength: 13,
    step: 1,
    required: false,
    source: 'Jaminan Kesehatan Nasional: 13 digits',
  },
  {
    id: 'schoolName',
    cardId: 'sekolah_nama',
    type: 'text',
    maxLength: 120,
    step: 1,
    required: false,
    shownWhen: isOfSchoolAge,
    source: freeCheck,
  },
  {
    id: 'schoolClass',
    cardId: 'sekolah_kelas',
    alsoCardIds: ['kelas'],
    type: 'choice',
    choices: [...classes, 'notInSchool'],
    printed: { notInSchool: 'tidak_sekolah' },
    alsoPrinted: Object.fromEntries(classes.map((one) => [one, [`kls ${one}`, `kelas ${one}`]])),
    step: 1,
    // Tablets, Hb and school immunisation go by the class.
    required: isOfSchoolAge,
    shownWhen: isOfSchoolAge,
    source: freeCheck,
  },
  {
    id: 'maritalStatus',
    cardId: 'status_perkawinan',
    type: 'choice',
    choices: ['single', 'married', 'divorced', 'widowed'],
    printed: {
      single: 'belum menikah',
      married: 'menikah',
      divorced: 'cerai hidup',
      widowed: 'cerai mati',
    },
    step: 1,
    // The card asks it from 19 years, the free check-up from 15.
    required: fromYears(19),
    shownWhen: fromYears(15),
    source: `${card}; ${freeCheck}`,
  },
  {
    id: 'occupation',
    cardId: 'pekerjaan',
    type: 'choice',
    choices: [
      'notWorking',
      'student',
      'homemaker',
      'farmer',
      'fisher',
      'labourer',
      'trader',
      'employee',
      'civilServant',
      'retired',
      'other',
    ],
    printed: {
      notWorking: 'tidak bekerja',
      student: 'pelajar',
      homemaker: 'ibu rumah tangga',
      farmer: 'petani',
      fisher: 'nelayan',
      labourer: 'buruh',
      trader: 'pedagang',
      employee: 'karyawan',
      civilServant: 'asn',
      retired: 'pensiunan',
      other: 'lainnya',
    },
    step: 1,
    required: false,
    shownWhen: fromYears(15),
    source: `${card}; choices Teratai's own`,
  },
  {
    id: 'disability',
    cardId: 'status_disabilitas',
    type: 'choice',
    choices: ['none', 'disabled'],
    printed: { none: 'non disabilitas', disabled: 'penyandang disabilitas' },
    step: 1,
    required: false,
    source: freeCheck,
  },
  {
    id: 'disabilityKinds',
    cardId: 'jenis_disabilitas',
    type: 'multi',
    choices: ['physical', 'intellectual', 'mental', 'sight', 'hearing', 'speech'],
    printed: {
      physical: 'fisik',
      intellectual: 'intelektual',
      mental: 'mental',
      sight: 'netra',
      hearing: 'rungu',
      speech: 'wicara',
    },
    step: 1,
    required: false,
    shownWhen: isDisabled,
    source: 'UU 8/2016',
  },
]

export const identityFields: readonly Field[] = fields.map((field) => ({
  ...field,
  section: 'identity',
  keptIn: 'person',
}))
