import type { Condition, Field, PartSpec } from './instrument.ts'

const source = 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'
const always: Condition = () => true

type Shown = Pick<Field, 'required'> & { readonly shownWhen: Condition }

/** The row by its names on the home-visit forms of remaja, dewasa and lansia. */
const rowNames = (row: string) => ({ cardId: `kd_${row}`, alsoCardIds: [`kl_${row}`, `kr_${row}`] })

/** Eats by Isi Piringku. */
export const isiPiringkuField = (shown: Shown): Field => ({
  id: 'eatsByIsiPiringku',
  ...rowNames('isi_piringku'),
  type: 'yesNo',
  step: 4,
  section: 'feeding',
  source,
  ...shown,
})

const checkParts = (row: string): readonly PartSpec[] => [
  { id: 'checked', ...rowNames(`${row}_ada`), type: 'yesNo', optionalWhen: always },
  { id: 'on', ...rowNames(`${row}_tgl`), type: 'date', latest: ({ day }) => day, optionalWhen: always },
  { id: 'place', ...rowNames(`${row}_tempat`), type: 'text', maxLength: 80, optionalWhen: always },
]

type YearlyCheck = Shown & { readonly id: string; readonly row: string; readonly section: string }

/** Something that is owed once a year: whether it was done, when, where, and what came out. */
export const yearlyCheckField = (
  { id, row, section, ...shown }: YearlyCheck,
  more: readonly PartSpec[],
): Field => ({
  id,
  ...rowNames(row),
  type: 'group',
  step: 4,
  section,
  source,
  parts: [...checkParts(row), ...more.map((part) => ({ ...part, optionalWhen: always }))],
  ...shown,
})

/** The mind screened within a year: day, place, by whom. */
export const mentalCheckField = (shown: Shown): Field =>
  yearlyCheckField({ id: 'mentalCheckInYear', row: 'jiwa_1th', section: 'mentalHealth', ...shown }, [
    { id: 'officer', ...rowNames('jiwa_1th_petugas'), type: 'text', maxLength: 80 },
  ])

/** What the kader did at the end: counselled, told nakes. */
export const homeVisitEnd = (shownWhen: Condition): readonly Field[] => [
  {
    id: 'educationGiven',
    cardId: 'edukasi_diberikan',
    alsoCardIds: ['kd_edukasi', 'kl_edukasi'],
    type: 'yesNo',
    step: 5,
    required: false,
    shownWhen,
    section: 'education',
    source,
  },
  {
    id: 'reportedToNakes',
    ...rowNames('lapor_nakes'),
    type: 'yesNo',
    step: 5,
    required: false,
    shownWhen,
    section: 'education',
    source,
  },
]
