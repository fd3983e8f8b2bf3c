import type { FindingMatcher } from '#domain/counselling/finding-matcher.ts'
import type { Deadline } from '#domain/instruments/instrument.ts'

/**
 * Where a person is referred. `nearest`: the first nakes of the card, Pustu or Puskesmas as the puskesmas sets it.
 */
export type ReasonTarget = 'nearest' | 'puskesmas' | 'hospital'

export type ReasonDefinition = {
  readonly reason: string
  /** The code of the referral matrix, or the rule id that stands for it on the cards of mother and child. */
  readonly cardId: string
  readonly alsoCardIds?: readonly string[]
  /** Findings that give it. The first reason of the list that means a finding takes it. */
  readonly from: readonly FindingMatcher[]
  readonly target: ReasonTarget
  /** Until when, where the finding itself has no deadline. */
  readonly within: Deadline
  /** Told to nakes only; no other kader reads it. */
  readonly confidential?: true
}

const thin = ['severelyThin', 'thin', 'bmiSeverelyThin', 'bmiThin', 'olderMuacLow', 'womenMuacLow']

/**
 * Reasons for a referral (KMK HK.01.07/MENKES/2015/2023; Buku KIA 2023). Destinations are the guideline's, windows and
 * codes Teratai's own. Order decides: what is more urgent stands first.
 */
export const reasonDefinitions = [
  {
    reason: 'maternalDangerSign',
    cardId: 'R-BH-BAHAYA',
    from: [{ cards: ['R-BH-BAHAYA'] }],
    target: 'nearest',
    within: '3days',
  },
  {
    reason: 'postpartumDangerSign',
    cardId: 'R-NF-BAHAYA',
    from: [{ cards: ['R-NF-BAHAYA'] }],
    target: 'nearest',
    within: '3days',
  },
  {
    reason: 'newbornDangerSign',
    cardId: 'R-BY-BAHAYA',
    from: [{ cards: ['R-BY-BAHAYA'] }],
    target: 'puskesmas',
    within: 'today',
  },
  {
    reason: 'childDangerSign',
    cardId: 'R-AN-BAHAYA',
    from: [{ cards: ['R-AN-BAHAYA'] }],
    target: 'nearest',
    within: 'today',
  },
  {
    reason: 'dangerSign',
    cardId: 'R-DR1',
    from: [{ cards: ['R-DR1'] }],
    target: 'puskesmas',
    within: 'today',
  },
  {
    reason: 'selfHarm',
    cardId: 'R-JW2',
    from: [
      { codes: ['srqSelfHarm', 'selfHarmThoughts', 'mtpkrSelfHarm', 'odgjDangerous', 'odgjChained'] },
      { cards: ['R-JW2'] },
    ],
    target: 'puskesmas',
    within: 'now',
    confidential: true,
  },
  {
    reason: 'glucoseEmergency',
    cardId: 'R-GD2',
    from: [
      {
        codes: [
          'glucoseSeverelyLow',
          'glucoseLowEmergency',
          'glucoseLow',
          'glucoseBeyondMeter',
          'glucoseVeryHighWithSymptoms',
          'youthDiabetesSuspected',
          'knownDiabetesHypoglycaemia',
        ],
      },
      { cards: ['R-GD2'] },
    ],
    target: 'puskesmas',
    within: 'now',
  },
  {
    reason: 'maternalPressure',
    cardId: 'R-BH-TD',
    from: [{ cards: ['R-BH-TD'] }],
    target: 'nearest',
    within: 'today',
  },
  {
    reason: 'preeclampsiaRisk',
    cardId: 'R-BH-PE',
    from: [{ cards: ['R-BH-PE'] }],
    target: 'hospital',
    within: '3days',
  },
  {
    reason: 'maternalMuac',
    cardId: 'R-BH-LILA',
    from: [{ cards: ['R-BH-LILA', 'R-BH-MT'] }],
    target: 'nearest',
    within: '3days',
  },
  {
    reason: 'pregnancyWeight',
    cardId: 'R-BH-KURVA',
    alsoCardIds: ['R-BH-IMT'],
    from: [{ cards: ['R-BH-KURVA', 'R-BH-IMT'] }],
    target: 'nearest',
    within: '3days',
  },
  {
    reason: 'pregnancyRisk',
    cardId: 'R-BH-RISTI',
    from: [{ cards: ['R-BH-RISTI'] }],
    target: 'puskesmas',
    within: '3days',
  },
  {
    reason: 'antenatalVisit',
    cardId: 'R-BH-K',
    alsoCardIds: ['R-NF-KF', 'R-BY-KN'],
    from: [{ cards: ['R-BH-K', 'R-NF-KF', 'R-BY-KN'] }],
    target: 'nearest',
    within: 'week',
  },
  {
    reason: 'postTerm',
    cardId: '§4.12',
    from: [{ codes: ['postTerm', 'lateTerm'] }],
    target: 'puskesmas',
    within: '3days',
  },
  {
    reason: 'weightNotGained',
    cardId: 'R-AN-NT',
    from: [{ cards: ['R-AN-NT'] }],
    target: 'nearest',
    within: '3days',
  },
  {
    reason: 'birthWeight',
    cardId: 'R-BY-BBLR',
    from: [{ cards: ['R-BY-BBLR'] }],
    target: 'puskesmas',
    within: 'today',
  },
  {
    reason: 'childGrowth',
    cardId: 'R-AN-RUJUK',
    alsoCardIds: ['R-AN-LILA'],
    from: [{ cards: ['R-AN-RUJUK', 'R-AN-LILA'] }],
    target: 'nearest',
    within: '3days',
  },
  {
    reason: 'childDevelopment',
    cardId: 'R-AN-KEMBANG',
    alsoCardIds: ['R-AN-KPSP'],
    from: [{ cards: ['R-AN-KEMBANG', 'R-AN-KPSP'] }],
    target: 'nearest',
    within: '3days',
  },
  {
    reason: 'immunisation',
    cardId: 'R-IM-STATUS',
    from: [{ cards: ['R-IM-STATUS'] }],
    target: 'nearest',
    within: 'month',
  },
  { reason: 'thinness', cardId: 'R-GZ1', from: [{ codes: thin }], target: 'puskesmas', within: 'week' },
  {
    reason: 'obesity',
    cardId: 'R-GZ2',
    from: [{ cards: ['R-1', 'D-1', 'R-3', 'D-2', 'D-13'] }],
    target: 'puskesmas',
    within: 'month',
  },
  {
    reason: 'shortStature',
    cardId: 'R-TB1',
    from: [{ cards: ['R-2'] }],
    target: 'puskesmas',
    within: 'month',
  },
  {
    reason: 'newHypertension',
    cardId: 'R-TD1',
    from: [
      { cards: ['D-3', 'R-TD1'] },
      {
        codes: [
          'teenHypertensionStage1',
          'teenHypertensionStage2',
          'youthPressureEmergency',
          'youthPressureHighAnyAge',
          'hypertensionGrade1',
          'hypertensionGrade2',
          'hypertensionGrade3',
        ],
      },
    ],
    target: 'puskesmas',
    within: 'week',
  },
  {
    reason: 'childPressure',
    cardId: 'R-TD3',
    from: [{ cards: ['R-5'] }],
    target: 'puskesmas',
    within: 'week',
  },
  {
    reason: 'knownHypertension',
    cardId: 'R-TD2',
    from: [{ cards: ['R-TD2'] }],
    target: 'puskesmas',
    within: 'week',
  },
  {
    reason: 'glucose',
    cardId: 'R-GD1',
    from: [{ cards: ['R-6', 'D-4', 'R-GD1'] }],
    target: 'puskesmas',
    within: 'week',
  },
  {
    reason: 'cholesterol',
    cardId: 'R-KOL',
    from: [{ cards: ['D-5'] }],
    target: 'puskesmas',
    within: 'month',
  },
  {
    reason: 'anaemia',
    cardId: 'R-HB1',
    alsoCardIds: ['R-BH-HB'],
    from: [{ cards: ['R-7', 'R-BH-HB', 'R-HB1'] }],
    target: 'puskesmas',
    within: 'week',
  },
  {
    reason: 'hearing',
    cardId: 'R-TL1',
    from: [{ cards: ['R-TL1'] }, { codes: ['hearingImpaired', 'outerEarUnhealthy', 'audiometryNeeded'] }],
    target: 'puskesmas',
    within: 'month',
  },
  {
    reason: 'sight',
    cardId: 'R-MT1',
    from: [{ cards: ['R-MT1', 'R-12', 'D-11'] }],
    target: 'puskesmas',
    within: 'month',
  },
  {
    reason: 'tbcContact',
    cardId: 'R-TBC2',
    from: [{ codes: ['tbcContact', 'tbcContactUnknown'] }],
    target: 'puskesmas',
    within: '3days',
  },
  {
    reason: 'tbcSuspected',
    cardId: 'R-TBC1',
    alsoCardIds: ['R-TBC'],
    from: [{ cards: ['R-TBC', 'R-9', 'D-9'] }],
    target: 'puskesmas',
    within: '3days',
  },
  {
    reason: 'copd',
    cardId: 'R-PU1',
    from: [{ cards: ['D-8', 'R-PU1'] }],
    target: 'puskesmas',
    within: 'month',
  },
  {
    reason: 'mentalHealth',
    cardId: 'R-JW1',
    alsoCardIds: ['R-JIWA'],
    from: [{ cards: ['R-10', 'D-10', 'R-JIWA', 'R-JW1'] }],
    target: 'puskesmas',
    within: 'week',
    confidential: true,
  },
  {
    reason: 'familyPlanning',
    cardId: 'R-KB1',
    alsoCardIds: ['R-NF-KB'],
    from: [{ cards: ['D-12', 'R-KB1', 'R-NF-KB'] }],
    target: 'nearest',
    within: 'month',
  },
  {
    reason: 'cancer',
    cardId: 'R-CK1',
    from: [{ cards: ['R-CK1'] }, { codes: ['colonTestPositive', 'colonRiskHigh', 'lungRiskRaised'] }],
    target: 'nearest',
    within: 'week',
  },
  {
    reason: 'smoking',
    cardId: 'R-UBM',
    from: [
      { codes: ['smokesOfferUbm', 'smokesInPregnancy', 'smokeAround', 'carbonMonoxideHigh'] },
      { cards: ['R-UBM'] },
    ],
    target: 'puskesmas',
    within: 'month',
  },
  {
    reason: 'substances',
    cardId: 'R-NA1',
    from: [
      { cards: ['R-NA1'] },
      {
        codes: ['substancesInjected', 'substancesUsed', 'assistModerate', 'assistHigh', 'youthDrinksAlcohol'],
      },
    ],
    target: 'puskesmas',
    within: 'week',
    confidential: true,
  },
  {
    reason: 'reproductiveHealth',
    cardId: 'R-KR1',
    from: [{ cards: ['R-11', 'R-13', 'R-KR1'] }],
    target: 'puskesmas',
    within: '3days',
    confidential: true,
  },
  {
    reason: 'dailyLiving',
    cardId: 'R-AK1',
    from: [{ cards: ['L-AKS', 'R-AK1'] }],
    target: 'nearest',
    within: 'month',
  },
  {
    reason: 'skilas',
    cardId: 'R-SK1',
    from: [{ cards: ['L-SKILAS', 'R-SK1'] }],
    target: 'nearest',
    within: 'month',
  },
  { reason: 'medicine', cardId: 'R-OB1', from: [{ cards: ['R-OB1'] }], target: 'nearest', within: '3days' },
  { reason: 'other', cardId: 'lainnya', from: [], target: 'nearest', within: '3days' },
] as const satisfies readonly ReasonDefinition[]

export type ReferralReason = (typeof reasonDefinitions)[number]['reason']
