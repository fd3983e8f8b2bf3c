import { isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { asksForPill, isMarriedMan, isPus, isWomanOfPus } from '#domain/rules/family-planning.ts'
import { maternalStateIn } from '#domain/rules/maternal-state.ts'

const card = 'Kartu Bantu Pemeriksaan Dewasa (KMK HK.01.07/MENKES/2015/2023)'
const juknis = 'KMK HK.01.07/MENKES/2015/2023'

const isPusNow: Condition = (context) => isPus(context) && maternalStateIn(context) !== 'pregnant'
const uses: Condition = ({ answers }) => answers['usesContraception'] === 'yes'

/** Kind of pill; where nobody knows, the stricter rules of the combined pill hold. */
const pillKind: Field = {
  id: 'pillKind',
  cardId: 'kb_pil_jenis',
  type: 'choice',
  choices: ['combined', 'progestin'],
  printed: { combined: 'kombinasi', progestin: 'progestin' },
  step: 4,
  required: false,
  shownWhen: asksForPill,
  source: "Teratai's own",
}

/** What forbids a combined pill beside pressure and smoking, which other answers tell. */
const pillContraindications: Field = {
  id: 'pillContraindications',
  cardId: 'kb_pil_larangan',
  type: 'multi',
  choices: ['migraineWithAura', 'stroke', 'deepVeinThrombosis', 'breastfeeding'],
  printed: {
    migraineWithAura: 'migren aura',
    stroke: 'stroke',
    deepVeinThrombosis: 'DVT',
    breastfeeding: 'menyusui <6 bln',
  },
  step: 4,
  required: (context) => asksForPill(context) && context.answers['pillKind'] !== 'progestin',
  shownWhen: (context) => asksForPill(context) && context.answers['pillKind'] !== 'progestin',
  source: 'WHO Medical Eligibility Criteria for Contraceptive Use',
}

const riskFields: readonly Field[] = [
  {
    id: 'fourTooRisks',
    cardId: 'pus_4t',
    type: 'multi',
    choices: ['tooYoung', 'tooOld', 'tooClose', 'tooMany'],
    printed: {
      tooYoung: 'terlalu muda',
      tooOld: 'terlalu tua',
      tooClose: 'terlalu dekat',
      tooMany: 'terlalu banyak',
    },
    alsoPrinted: {
      tooYoung: ['muda'],
      tooOld: ['tua'],
      tooClose: ['dekat', 'sering', 'sering/dekat', 'terlalu sering'],
      tooMany: ['banyak'],
    },
    step: 4,
    required: false,
    shownWhen: isPusNow,
    source: juknis,
  },
  {
    id: 'reproductiveRisks',
    cardId: 'pus_alki',
    type: 'multi',
    choices: ['anaemia', 'smallArm', 'chronicIllness', 'sexuallyTransmitted'],
    printed: {
      anaemia: 'anemia',
      smallArm: 'LiLA<23,5',
      chronicIllness: 'penyakit kronik',
      sexuallyTransmitted: 'IMS',
    },
    alsoPrinted: { smallArm: ['LiLA', 'LiLA <23,5', 'KEK'], chronicIllness: ['kronik', 'kronis'] },
    step: 4,
    required: false,
    shownWhen: (context) => isWomanOfPus(context) && isPusNow(context),
    source: juknis,
  },
]

/** Contraception of married couples with a wife of 15–49 years, at every visit. */
export const familyPlanningFields: readonly Field[] = [
  yesNoField({
    id: 'wifeOfChildbearingAge',
    cardId: 'kb_istri_15_49',
    step: 4,
    shownWhen: isMarriedMan,
    source: card,
  }),
  {
    id: 'usesContraception',
    cardId: 'kb_ikut',
    type: 'choice',
    choices: ['yes', 'no', 'wantsPregnancy', 'pregnant', 'notApplicable'],
    printed: {
      yes: 'ya',
      no: 'tidak',
      wantsPregnancy: 'ingin_hamil',
      pregnant: 'hamil',
      notApplicable: 'tidak_berlaku',
    },
    step: 4,
    required: isPusNow,
    shownWhen: isPusNow,
    source: card,
  },
  {
    id: 'contraceptiveMethod',
    cardId: 'kb_jenis',
    type: 'choice',
    choices: [
      'pill',
      'injection',
      'condom',
      'implant',
      'iud',
      'femaleSterilisation',
      'maleSterilisation',
      'other',
    ],
    printed: {
      pill: 'pil',
      injection: 'suntik',
      condom: 'kondom',
      implant: 'implan',
      iud: 'AKDR',
      femaleSterilisation: 'MOW',
      maleSterilisation: 'MOP',
      other: 'lainnya',
    },
    alsoPrinted: { iud: ['IUD', 'AKDR(IUD)', 'AKDR (IUD)', 'spiral'], implant: ['implant', 'susuk'] },
    step: 4,
    required: uses,
    shownWhen: uses,
    source: card,
  },
  {
    id: 'contraceptiveGiven',
    cardId: 'kb_diberikan',
    type: 'choice',
    choices: ['pill', 'condom', 'injection', 'referred'],
    printed: { pill: 'pil', condom: 'kondom', injection: 'suntik', referred: 'rujuk' },
    alsoPrinted: { injection: ['suntik (nakes)'] },
    step: 4,
    required: false,
    shownWhen: isPusNow,
    source: juknis,
  },
  pillKind,
  pillContraindications,
  ...riskFields,
  yesNoField({
    id: 'preconceptionScreened',
    cardId: 'kehamilan_rencana',
    step: 4,
    shownWhen: (context) => isPusNow(context) && isDueAgain(context, 'preconceptionScreened', 12),
    source: card,
  }),
]
