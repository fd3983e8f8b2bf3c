import { heightIsDue } from '#domain/instruments/adult-fields.ts'
import { calfField } from '#domain/instruments/body-fields.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import { fallsField } from '#domain/instruments/falls-field.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { latestBefore } from '#domain/instruments/read-answer.ts'
import { aksScore } from '#domain/rules/aks.ts'
import { armAndCalfReplaceBmi } from '#domain/rules/older-body.ts'
import { numberSetting } from '#domain/settings.ts'

const card = 'Kartu Bantu Pemeriksaan Lansia (KMK HK.01.07/MENKES/2015/2023)'

/** Once a year for SKILAS, and wherever weight or height cannot be taken. */
export const armIsDue: Condition = (context) =>
  armAndCalfReplaceBmi(context) ||
  isDueAgain(context, 'muacCm', numberSetting(context.settings, 'geriatricScreeningMonths'))

/** What the card of older people measures beside the others: how height was found, and the calf. */
export const lansiaMeasures: readonly Field[] = [
  {
    // Knee height and arm span are converted before they are entered; "tidak dapat" is the state `cannotBeDone`.
    id: 'heightMethod',
    cardId: 'tinggi_badan_metode',
    type: 'choice',
    choices: ['standing', 'kneeHeight', 'armSpan'],
    printed: { standing: 'berdiri', kneeHeight: 'tinggi_lutut', armSpan: 'rentang_lengan' },
    step: 2,
    required: heightIsDue,
    shownWhen: heightIsDue,
    source: `${card}; Teratai's own`,
  },
  calfField({
    required: armAndCalfReplaceBmi,
    shownWhen: armAndCalfReplaceBmi,
    source: `${card}; ranges Teratai's own`,
  }),
]

const yearly =
  (id: string): Condition =>
  (context) =>
    isDueAgain(context, id, 12)

/** Today's score of daily living, or the last one, is below full independence. */
export const needsHelp: Condition = (context) =>
  (aksScore(context.answers) ?? latestBefore(context, aksScore)?.value ?? independentScore) < independentScore

const independentScore = 20

/** What is asked of older people once a year. */
export const lansiaQuestions: readonly Field[] = [
  fallsField({
    shownWhen: yearly('fallsInYear'),
    section: 'olderCare',
    source: "Teratai's own; not on the card",
  }),
  {
    id: 'covidVaccination',
    cardId: 'imunisasi_covid',
    type: 'choice',
    choices: ['none', 'first', 'second', 'booster'],
    printed: { none: 'belum', first: '1', second: '2', booster: 'booster' },
    alsoPrinted: { none: ['0'], booster: ['3', '4', '5', '6'] },
    step: 4,
    required: false,
    shownWhen: yearly('covidVaccination'),
    section: 'olderCare',
    source: card,
  },
  {
    id: 'dailyMedicineCount',
    cardId: 'obat_rutin_jumlah',
    type: 'number',
    unit: '{medicine}',
    decimals: 0,
    reject: { min: 0, max: 30 },
    confirm: { max: 4 },
    step: 4,
    required: false,
    shownWhen: yearly('dailyMedicineCount'),
    section: 'olderCare',
    source: "Teratai's own; not on the card",
  },
]

/** Who lives with the person and helps. */
export const companionField = (
  shown: Pick<Field, 'required'> & { readonly shownWhen?: Condition },
): Field => ({
  id: 'companion',
  cardId: 'pendamping_ada',
  alsoCardIds: ['kl_pendamping'],
  type: 'choice',
  choices: ['alone', 'spouse', 'family', 'institution', 'none'],
  printed: {
    alone: 'sendiri',
    spouse: 'pasangan',
    family: 'keluarga',
    institution: 'panti',
    none: 'tidak_ada',
  },
  step: 4,
  section: 'olderCare',
  source: "Teratai's own; not on the card",
  ...shown,
})
