import type { Field } from '#domain/instruments/instrument.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'

const card = 'Kartu Bantu Pemeriksaan Bayi, Balita, Apras (KMK HK.01.07/MENKES/2015/2023)'
const buku = 'Buku KIA 2023'

const kept = { step: 1, keptIn: 'person', section: 'birth' } as const

/** Birth weight in kg, three decimals (0.3–7.0; below 1.5 and above 4.5 asked again). */
export const birthWeightField: Field = {
  ...kept,
  id: 'birthWeightKg',
  cardId: 'bb_lahir',
  type: 'number',
  unit: 'kg',
  decimals: 3,
  reject: { min: 0.3, max: 7 },
  confirm: { min: 1.5, max: 4.5 },
  // The card asks for it, but a birth weight that nobody wrote down must not leave every visit incomplete.
  required: false,
  codes: [{ system: 'loinc', code: '8339-4' }],
  source: card,
}

export const gestationAtBirthField: Field = {
  ...kept,
  id: 'gestationAtBirthWeeks',
  cardId: 'uk_lahir_minggu',
  type: 'number',
  unit: 'wk',
  decimals: 0,
  reject: { min: 20, max: 44 },
  confirm: { min: 37 },
  required: false,
  codes: [{ system: 'loinc', code: '18185-9' }],
  source: card,
}

/** What is asked once and kept with the child: birth, papers, father. */
export const birthFields: readonly Field[] = [
  birthWeightField,
  {
    ...kept,
    id: 'birthLengthCm',
    cardId: 'pb_lahir',
    type: 'number',
    unit: 'cm',
    decimals: 1,
    reject: { min: 20, max: 65 },
    confirm: { min: 44, max: 55 },
    required: false,
    codes: [{ system: 'loinc', code: '89269-5' }],
    source: card,
  },
  {
    ...kept,
    id: 'birthHeadCircumferenceCm',
    cardId: 'lk_lahir',
    type: 'number',
    unit: 'cm',
    decimals: 1,
    reject: { min: 18, max: 50 },
    confirm: { min: 31, max: 38 },
    required: false,
    codes: [{ system: 'loinc', code: '9843-4' }],
    source: card,
  },
  gestationAtBirthField,
  yesNoField({ ...kept, id: 'breastfedWithinFirstHour', cardId: 'imd', source: buku }),
  {
    ...kept,
    id: 'birthOrder',
    cardId: 'anak_ke',
    type: 'number',
    unit: '{child}',
    decimals: 0,
    reject: { min: 1, max: 20 },
    confirm: { max: 8 },
    required: false,
    source: card,
  },
  {
    ...kept,
    id: 'bornBy',
    cardId: 'cara_lahir',
    type: 'choice',
    choices: ['vaginal', 'assisted', 'caesarean', 'other'],
    printed: { vaginal: 'normal', assisted: 'vakum/forsep', caesarean: 'SC', other: 'lain' },
    alsoPrinted: {
      vaginal: ['pervaginam', 'normal/pervaginam'],
      assisted: ['vakum', 'forsep'],
      caesarean: ['sesar', 'operasi sesar'],
      other: ['lainnya'],
    },
    required: false,
    source: buku,
  },
  {
    ...kept,
    id: 'bornAt',
    cardId: 'tempat_lahir',
    type: 'text',
    maxLength: 120,
    required: false,
    source: 'Checklist Kunjungan Rumah Bayi (KMK HK.01.07/MENKES/2015/2023)',
  },
  {
    ...kept,
    id: 'fatherName',
    cardId: 'nama_ayah',
    type: 'text',
    maxLength: 120,
    required: false,
    source: card,
  },
  yesNoField({ ...kept, id: 'hasBirthCertificate', cardId: 'punya_akta', source: buku }),
  yesNoField({ ...kept, id: 'hasJkn', cardId: 'punya_jkn', source: buku }),
  yesNoField({ ...kept, id: 'hasChildKiaBook', cardId: 'punya_buku_kia', source: buku }),
]
