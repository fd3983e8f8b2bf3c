import { inSection } from '#domain/instruments/block.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field, Instrument } from '#domain/instruments/instrument.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { homeVisitHead, whenMet } from '#domain/instruments/kr-head.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { familyRules } from '#domain/rules/home-visit-family.ts'

const source = 'Data Keluarga, Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'

/** Updated once a year. */
const isDue: Condition = whenMet((context) => isDueAgain(context, 'householdSize', 12))

const asked = { step: 4, required: isDue, shownWhen: whenMet(), source } as const

/** A question on the household; it is asked once a year of whoever is met. */
const ofHouse = (id: string, cardId: string, shownWhen?: Condition): Field =>
  yesNoField({ ...asked, id, cardId, ...(shownWhen && { shownWhen, required: shownWhen }) })

const has = (id: string): Condition => whenMet(({ answers }) => yesNoIn(answers, id) === true)

const household: readonly Field[] = [
  {
    ...asked,
    id: 'householdSize',
    cardId: 'jumlah_art',
    type: 'number',
    unit: '{person}',
    decimals: 0,
    reject: { min: 1, max: 40 },
    confirm: { max: 15 },
  },
  ofHouse('ventilationEnough', 'ventilasi_cukup'),
  ofHouse('cleanWater', 'air_bersih_ada'),
  ofHouse('waterProtected', 'air_bersih_terlindung', has('cleanWater')),
  ofHouse('latrine', 'jamban_ada'),
  ofHouse('latrineSanitary', 'jamban_saniter', has('latrine')),
]

const members: readonly Field[] = [
  { ...ofHouse('memberTbc', 'art_tbc'), battery: 'householdIllness' },
  { ...ofHouse('memberHypertension', 'art_ht'), battery: 'householdIllness' },
  { ...ofHouse('memberDiabetes', 'art_dm'), battery: 'householdIllness' },
  { ...ofHouse('memberOdgj', 'art_odgj'), battery: 'householdIllness' },
  { ...ofHouse('memberSmokes', 'art_merokok'), battery: 'householdIllness' },
  ofHouse('memberOdgjChained', 'art_odgj_dipasung', has('memberOdgj')),
]

const ofPerson = { step: 1, required: false, keptIn: 'person', shownWhen: whenMet(), source } as const

/** What the form asks of each member beside the person's own record. */
const person: readonly Field[] = [
  {
    ...ofPerson,
    id: 'relationToHead',
    cardId: 'hubungan',
    type: 'choice',
    choices: ['head', 'spouse', 'child', 'parent', 'otherRelative', 'other'],
    printed: {
      head: 'kepala keluarga',
      spouse: 'istri/suami',
      child: 'anak',
      parent: 'orang tua',
      otherRelative: 'famili lain',
      other: 'lainnya',
    },
  },
  {
    ...ofPerson,
    id: 'education',
    cardId: 'pendidikan',
    type: 'choice',
    choices: ['none', 'primary', 'juniorSecondary', 'seniorSecondary', 'higher'],
    printed: {
      none: 'tidak sekolah',
      primary: 'SD',
      juniorSecondary: 'SMP',
      seniorSecondary: 'SMA',
      higher: 'perguruan tinggi',
    },
  },
  yesNoField({ ...ofPerson, id: 'hasJkn', cardId: 'jkn', alsoCardIds: ['punya_jkn'] }),
]

/** Data Keluarga: the house, who is ill in it, and each member; the house's rows are written once, with whoever is met. */
export const krKeluarga: Instrument = {
  id: 'kr-keluarga',
  kind: 'homeVisit',
  edition: '2026.1',
  source,
  appliesTo: () => true,
  ...joinBlocks(
    homeVisitHead({
      card: 'R-KR-KELUARGA',
      hasDangerSign: ({ answers }) => yesNoIn(answers, 'memberOdgjChained') === true,
      flagsTemperature: false,
    }),
    {
      fields: [
        ...inSection('household', household),
        ...inSection('householdIllness', members),
        ...inSection('identity', person),
      ],
      rules: familyRules,
    },
  ),
  derived: [
    { cardId: 'nama', from: 'person' },
    { cardId: 'nik', from: 'person' },
    { cardId: 'tgl_lahir', from: 'person' },
    { cardId: 'jenis_kelamin', from: 'person' },
    { cardId: 'status_perkawinan', from: 'person' },
    { cardId: 'pekerjaan', from: 'person' },
    { cardId: 'kelompok_sasaran', from: 'lifeStage' },
  ],
}
