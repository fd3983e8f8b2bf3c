import { inSection } from '#domain/instruments/block.ts'
import {
  convulsionOrSwellingField,
  feverFields,
  feverSign,
  signFields,
  signList,
} from '#domain/instruments/ibu-hamil/danger-sign-fields.ts'
import { mayBeMother } from '#domain/instruments/ibu-hamil/ibu-hamil.ts'
import { mentalHealthScreenFields } from '#domain/instruments/ibu-hamil/mental-health-screen.ts'
import type { Field, Instrument } from '#domain/instruments/instrument.ts'
import { homeVisitHead, isMet, whenMet } from '#domain/instruments/kr-head.ts'
import {
  breastfeedingField,
  capsuleDates,
  methodFields,
  postpartumVisitFields,
} from '#domain/instruments/nifas/care-fields.ts'
import { birthFields } from '#domain/instruments/nifas/delivery-fields.ts'
import { moodFields } from '#domain/instruments/nifas/nifas.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { motherMeals } from '#domain/rules/home-visit-mother.ts'
import { maternalFever } from '#domain/rules/maternal-fever.ts'
import { mentalHealthScreened } from '#domain/rules/mother-mental-health.ts'
import { convulsionOrSwelling, hasAnySign } from '#domain/rules/mother-signs.ts'
import { breastfeedingGoesOn, deliveryCare, postpartumVisits } from '#domain/rules/postpartum-care.ts'
import {
  postpartumDangerSign,
  postpartumSigns,
  printedPostpartumSigns,
} from '#domain/rules/postpartum-danger-signs.ts'
import { postpartumFamilyPlanning } from '#domain/rules/postpartum-family-planning.ts'
import { isInNifas, postpartumVitaminA } from '#domain/rules/postpartum-vitamin-a.ts'

const source = 'Checklist Kunjungan Rumah ibu bersalin dan nifas (KMK HK.01.07/MENKES/2015/2023)'

const signs = [...postpartumSigns, feverSign('nf_demam')]

/** The rows of the printed form; the others of the Buku KIA are asked with them. */
const printed: ReadonlySet<string> = new Set(['fever', ...printedPostpartumSigns.home])

const head = homeVisitHead({
  card: 'R-KR-JADWAL',
  hasDangerSign: hasAnySign(signs),
  asksKiaBook: isMet,
  flagsTemperature: false,
})

/** Only the day of the birth is owed on this form. */
const birth = birthFields.map((field) => (field.id === 'deliveredOn' ? field : { ...field, required: false }))

const whenMetOnly = (field: Field): Field => {
  const { required, shownWhen } = field
  return { ...field, required: whenMet(required), shownWhen: whenMet(shownWhen ?? true), step: 3 }
}

const careFields: readonly Field[] = [
  ...postpartumVisitFields,
  ...inSection('feeding', [
    yesNoField({ id: 'eatsByIsiPiringku', cardId: 'isi_piringku_busui', required: true, source }),
    breastfeedingField,
  ]).map(whenMetOnly),
  ...inSection('supplements', [
    yesNoField({
      id: 'vitaminAAtHome',
      cardId: 'vita_ada',
      required: isInNifas,
      shownWhen: isInNifas,
      source,
    }),
    ...capsuleDates,
  ]).map(whenMetOnly),
  ...methodFields(undefined).map(whenMetOnly),
  ...mentalHealthScreenFields(isMet),
]

const dangerSignFields: readonly Field[] = [
  ...signFields(signs, {
    battery: 'postpartumDangerSigns',
    required: (id) => (printed.has(id) ? whenMet() : false),
    shownWhen: isMet,
  }),
  convulsionOrSwellingField,
  signList('postpartumDangerSigns', 'bahaya_nifas', [...signs, convulsionOrSwelling]),
  ...moodFields,
  ...feverFields('nf_menggigil'),
]

/** Checklist Kunjungan Rumah ibu bersalin dan nifas. */
export const krNifas: Instrument = {
  id: 'kr-nifas',
  kind: 'homeVisit',
  edition: '2026.1',
  source: `${source}; Buku KIA 2023`,
  appliesTo: mayBeMother,
  fields: [
    ...birth,
    ...head.fields.filter(({ step }) => step < 3),
    ...dangerSignFields,
    ...careFields,
    ...head.fields.filter(({ step }) => step >= 3),
  ],
  rules: [
    ...head.rules,
    postpartumDangerSign('home'),
    maternalFever('postpartum'),
    deliveryCare,
    postpartumVisits('home'),
    postpartumVitaminA,
    motherMeals('R-NF-KB'),
    breastfeedingGoesOn,
    postpartumFamilyPlanning,
    mentalHealthScreened,
  ],
  derived: [{ cardId: 'tgl_kunjungan', from: 'visit' }],
}
