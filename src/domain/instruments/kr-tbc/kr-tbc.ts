import type { Field, Instrument } from '#domain/instruments/instrument.ts'
import { homeVisitEnd } from '#domain/instruments/home-visit-questions.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { homeVisitHead, isMet, whenMet } from '#domain/instruments/kr-head.ts'
import { textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { homeSmokingBlock } from '#domain/instruments/smoking/smoking.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import { isOnTbcTreatment } from '#domain/rules/tbc.ts'
import { tbcContactsListed } from '#domain/rules/tbc-treatment.ts'

const source = 'Checklist Kunjungan Rumah TBC (KMK HK.01.07/MENKES/2015/2023)'

const screening = tbcBlock('tbc')

/** Everything waits until the person is met; the form asks all four symptoms of everybody. */
const atHome = (field: Field): Field => ({
  ...field,
  required: whenMet(field.required),
  shownWhen:
    field.id === 'tbcLethargy'
      ? whenMet((context) => !isOnTbcTreatment(context))
      : whenMet(field.shownWhen ?? true),
})

const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  educationGiven: ['kt_edukasi'],
  reportedToNakes: ['kt_lapor_nakes'],
}

const ending = homeVisitEnd(isMet).map((field) => ({
  ...field,
  alsoCardIds: [...(field.alsoCardIds ?? []), ...(alsoCalled[field.id] ?? [])],
}))

/** Of a patient, how many contacts are on the list of the investigation (TBC.16K). */
const contactsListed: Field = {
  id: 'tbcContactsListed',
  cardId: 'kt_jumlah_kontak',
  type: 'number',
  unit: '{person}',
  decimals: 0,
  reject: { min: 0, max: 200 },
  step: 4,
  required: false,
  section: 'tbc',
  shownWhen: whenMet(isOnTbcTreatment),
  source: 'KMK HK.01.07/MENKES/2015/2023, form TBC.16K',
}

/** Missed medicine and much blood are told the same day. */
const hasDangerSign = ({ answers }: Parameters<typeof isMet>[0]): boolean =>
  textIn(answers, 'tbcBloodInSputum') === 'massive' ||
  yesNoIn(answers, 'tbcMedicineAtHome') === false ||
  yesNoIn(answers, 'tbcMedicineTaken24h') === false

/** Checklist Kunjungan Rumah for TBC: symptoms and contact, or the medicine of whoever is treated. */
export const krTbc: Instrument = {
  id: 'kr-tbc',
  kind: 'homeVisit',
  edition: '2026.1',
  source,
  appliesTo: () => true,
  ...joinBlocks(
    homeVisitHead({
      card: 'R-KR-TBC',
      hasDangerSign,
      alsoCardIds: { remindedToCheck: ['kt_ingatkan_periksa'] },
    }),
    { ...screening, fields: screening.fields.map(atHome) },
    { fields: [contactsListed], rules: [tbcContactsListed] },
    homeSmokingBlock('kt_rokok', { required: whenMet(), shownWhen: isMet }),
    { fields: ending, rules: [] },
  ),
}
