import { inSection } from '#domain/instruments/block.ts'
import {
  feverFields,
  feverSign,
  signFields,
  signList,
} from '#domain/instruments/ibu-hamil/danger-sign-fields.ts'
import { datingFields, obstetricFields } from '#domain/instruments/ibu-hamil/episode-fields.ts'
import { mayBeMother } from '#domain/instruments/ibu-hamil/ibu-hamil.ts'
import { motherMuac } from '#domain/instruments/ibu-hamil/measurement-fields.ts'
import { mentalHealthScreenFields } from '#domain/instruments/ibu-hamil/mental-health-screen.ts'
import { pregnancyVisitFields } from '#domain/instruments/ibu-hamil/service-fields.ts'
import type { Condition, Field, Instrument } from '#domain/instruments/instrument.ts'
import { homeVisitHead, isMet, whenMet } from '#domain/instruments/kr-head.ts'
import { hasValue, numberIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import {
  foodAtHome,
  motherMeals,
  muacSaidLow,
  tabletsAtHome,
  tabletTakenLastDay,
} from '#domain/rules/home-visit-mother.ts'
import { maternalFever } from '#domain/rules/maternal-fever.ts'
import { maternalMuac, maternalMuacLimitCm } from '#domain/rules/maternal-muac.ts'
import { mentalHealthScreened } from '#domain/rules/mother-mental-health.ts'
import { hasAnySign } from '#domain/rules/mother-signs.ts'
import { motherClass, smokeExposure } from '#domain/rules/pregnancy-care.ts'
import {
  motherTbcSign,
  pregnancyDangerSign,
  pregnancySigns,
  printedPregnancySigns,
} from '#domain/rules/pregnancy-danger-signs.ts'
import { isForSupplementaryFood } from '#domain/rules/pregnancy-supplements.ts'
import { pregnancyVisits } from '#domain/rules/pregnancy-visits.ts'

const source = 'Checklist Kunjungan Rumah ibu hamil (KMK HK.01.07/MENKES/2015/2023)'

const tbcSign = { id: 'tbcSign', cardId: 'bh_tbc', source }
const signs = [...pregnancySigns, feverSign('bh_demam'), tbcSign]
/** The ten of the printed form; the others of the Buku KIA are asked with them. */
const printed: ReadonlySet<string> = new Set(['fever', 'tbcSign', ...printedPregnancySigns.home])

const hasDangerSign = hasAnySign(signs)
const head = homeVisitHead({
  card: 'R-KR-JADWAL',
  hasDangerSign,
  asksKiaBook: isMet,
  flagsTemperature: false,
})

const isKek: Condition = (context) =>
  (numberIn(context.answers, 'muacCm') ?? maternalMuacLimitCm) < maternalMuacLimitCm ||
  context.answers['muacBelowLimit'] === true ||
  isForSupplementaryFood(context)

const yesNo = (
  field: Pick<Field, 'id' | 'cardId'> & Partial<Pick<Field, 'required'>>,
  section: string,
): Field => ({
  ...yesNoField({ required: whenMet(), ...field, step: 3, shownWhen: isMet, source }),
  section,
})

const careFields: readonly Field[] = [
  ...pregnancyVisitFields,
  yesNo({ id: 'eatsByIsiPiringku', cardId: 'isi_piringku' }, 'feeding'),
  yesNo({ id: 'tabletsAtHome', cardId: 'ttd_ada' }, 'supplements'),
  yesNo({ id: 'tabletTakenLastDay', cardId: 'ttd_minum_24j' }, 'supplements'),
  ...inSection('measurement', [
    {
      ...motherMuac,
      step: 3,
      required: whenMet(({ answers }) => !hasValue(answers['muacBelowLimit'])),
      shownWhen: isMet,
    },
    yesNoField({
      id: 'muacBelowLimit',
      cardId: 'lila_kurang',
      step: 3,
      shownWhen: whenMet(({ answers }) => numberIn(answers, 'muacCm') === undefined),
      source,
    }),
  ]),
  {
    id: 'foodAtHome',
    cardId: 'mt_kek',
    type: 'choice',
    choices: ['yes', 'no', 'notNeeded'],
    printed: { yes: 'ya', no: 'tidak', notNeeded: 'tidak perlu' },
    step: 3,
    required: whenMet(isKek),
    shownWhen: whenMet(isKek),
    section: 'supplements',
    source,
  },
  {
    ...yesNoField({
      id: 'attendsMotherClass',
      cardId: 'kelas_ibu',
      step: 3,
      required: false,
      shownWhen: isMet,
      source,
      dayIsEnough: true,
    }),
    section: 'care',
  },
  {
    id: 'lastMotherClass',
    cardId: 'kelas_ibu_terakhir',
    alsoCardIds: ['kelas_ibu'],
    type: 'group',
    parts: [
      {
        id: 'on',
        cardId: 'kelas_ibu_tanggal',
        alsoCardIds: ['tanggal'],
        type: 'date',
        latest: ({ day }) => day,
      },
      {
        id: 'place',
        cardId: 'kelas_ibu_tempat',
        alsoCardIds: ['tempat'],
        type: 'text',
        maxLength: 120,
        optionalWhen: () => true,
      },
      {
        id: 'companion',
        cardId: 'kelas_ibu_pendamping',
        alsoCardIds: ['pendamping'],
        type: 'text',
        maxLength: 120,
        optionalWhen: () => true,
      },
    ],
    step: 3,
    required: false,
    shownWhen: whenMet(({ answers }) => answers['attendsMotherClass'] === true),
    section: 'care',
    source,
  },
  {
    id: 'smokeExposure',
    cardId: 'paparan_rokok',
    type: 'choice',
    choices: ['smoker', 'exposed', 'none'],
    printed: { smoker: 'merokok', exposed: 'terpapar asap', none: 'tidak' },
    alsoPrinted: { smoker: ['aktif'], exposed: ['terpapar', 'pasif', 'ya'] },
    step: 3,
    required: false,
    shownWhen: isMet,
    section: 'smoking',
    source: 'Buku KIA 2023',
  },
  ...mentalHealthScreenFields(isMet),
]

const dangerSignFields: readonly Field[] = [
  ...signFields(signs, {
    battery: 'pregnancyDangerSigns',
    required: (id) => (printed.has(id) ? whenMet() : false),
    shownWhen: isMet,
  }),
  signList('pregnancyDangerSigns', 'bahaya_hamil', signs),
  ...feverFields('bh_menggigil'),
]

/** Checklist Kunjungan Rumah ibu hamil. */
export const krIbuHamil: Instrument = {
  id: 'kr-ibu-hamil',
  kind: 'homeVisit',
  edition: '2026.1',
  source: `${source}; Buku KIA 2023`,
  appliesTo: mayBeMother,
  fields: [
    ...datingFields,
    ...obstetricFields,
    ...head.fields.filter(({ step }) => step < 3),
    ...dangerSignFields,
    ...careFields,
    ...head.fields.filter(({ step }) => step >= 3),
  ],
  rules: [
    ...head.rules,
    pregnancyDangerSign('home'),
    maternalFever('pregnancy'),
    motherTbcSign,
    pregnancyVisits,
    motherMeals('R-BH-MT'),
    tabletsAtHome,
    tabletTakenLastDay,
    maternalMuac,
    muacSaidLow,
    foodAtHome,
    motherClass,
    smokeExposure,
    mentalHealthScreened,
  ],
  derived: [
    { cardId: 'nama', from: 'person' },
    { cardId: 'umur', from: 'person' },
    { cardId: 'tgl_kunjungan', from: 'visit' },
  ],
}
