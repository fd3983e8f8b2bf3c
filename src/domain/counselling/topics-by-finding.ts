import type { FindingMatcher } from './finding-matcher.ts'
import type { Topic } from './topics.ts'

type TopicTrigger = { readonly topic: Topic; readonly from: readonly FindingMatcher[] }

const pressureHigh = [
  'hypertensiveEmergency',
  'hypertensionGrade3',
  'hypertensionGrade2',
  'hypertensionGrade1',
  'pressureHighNormal',
  'teenPressureElevated',
  'teenHypertensionStage1',
  'teenHypertensionStage2',
  'youthPressureEmergency',
  'childPressureHigh',
  'childPressureHighRepeat',
  'childPressureSettled',
  'knownHypertensionEmergency',
  'knownHypertensionSevere',
  'knownHypertensionUncontrolled',
]

const maternalPressureHigh = [
  'maternalSevereHypertension',
  'maternalHypertensionWithDangerSign',
  'maternalHypertensionSuspectPreeclampsia',
  'maternalHypertension',
  'maternalPressureSettled',
  'maternalPressureWatch',
]

/**
 * Which topics a finding outside normal calls for (Buku KIA 2023; KMK HK.01.07/MENKES/2015/2023), on the pages where
 * they stand.
 */
export const topicTriggers: readonly TopicTrigger[] = [
  {
    topic: 'pregnancyThin',
    from: [
      { cards: ['R-BH-LILA', 'R-BH-MT'] },
      {
        codes: [
          'prePregnancyUnderweight',
          'gainBelowCurve',
          'earlyGainBelowCurve',
          'earlyLossLarge',
          'gainOffCurveManual',
        ],
      },
    ],
  },
  {
    topic: 'pregnancyWeightHigh',
    from: [
      { codes: ['prePregnancyOverweight', 'prePregnancyObese', 'gainAboveCurve', 'earlyGainAboveCurve'] },
    ],
  },
  { topic: 'pregnancyTablets', from: [{ cards: ['R-BH-TTD', 'R-BH-HB'] }] },
  { topic: 'pregnancyPressure', from: [{ codes: maternalPressureHigh }, { cards: ['R-BH-PE'] }] },
  { topic: 'pregnancyClass', from: [{ codes: ['motherClassNot'] }] },
  { topic: 'birthPlan', from: [{ codes: ['birthPlanIncomplete'] }] },
  { topic: 'fetalMovement', from: [{ codes: ['maternalFetalMovementReduced'] }] },
  { topic: 'pregnancyRisks', from: [{ cards: ['R-BH-RISTI'] }] },
  {
    topic: 'tbc',
    from: [
      { cards: ['R-TBC', 'R-9', 'D-9'] },
      { codes: ['tbcMedicineMissed', 'tbcNoSupervisor', 'tbcCheckOverdue', 'tbcInHouse'] },
    ],
  },
  { topic: 'pregnancyDangerSigns', from: [{ cards: ['R-BH-BAHAYA'] }] },
  { topic: 'antenatalVisits', from: [{ cards: ['R-BH-K'] }] },

  { topic: 'postpartumVitaminA', from: [{ cards: ['R-NF-VITA'] }] },
  {
    topic: 'breastfeeding',
    from: [{ codes: ['notBreastfeeding', 'notBreastfeedingWithBreastProblem', 'postpartumBreastProblem'] }],
  },
  {
    topic: 'breastfeedingFood',
    from: [{ cards: ['R-BH-LILA', 'R-BH-IMT'] }, { codes: ['mealsNotByIsiPiringku'] }],
  },
  {
    topic: 'postpartumFamilyPlanning',
    from: [{ codes: ['familyPlanningNot', 'methodLessensMilk', 'injectionTooEarly'] }],
  },
  { topic: 'postpartumDangerSigns', from: [{ cards: ['R-NF-BAHAYA', 'R-BH-TD', 'R-NF-KF'] }] },
  {
    topic: 'postpartumHygiene',
    from: [{ codes: ['postpartumFoulLochia', 'postpartumGenitalWound', 'postpartumDischarge'] }],
  },
  {
    topic: 'postpartumMood',
    from: [{ cards: ['R-JIWA', 'R-10', 'D-10'] }, { codes: ['postpartumLowMood'] }],
  },
  { topic: 'postpartumTablets', from: [{ cards: ['R-BH-TTD', 'R-BH-HB'] }] },

  { topic: 'exclusiveBreastfeeding', from: [{ cards: ['R-AN-ASI'] }] },
  { topic: 'complementaryFood', from: [{ cards: ['R-AN-MPASI'] }] },
  { topic: 'animalProtein', from: [{ codes: ['dietWithoutAnimalFood', 'homeFoodNoAnimalProtein'] }] },
  {
    topic: 'weightNotGained',
    from: [
      { codes: ['weightNotGained', 'weightNotGainedTwice', 'weightNotGainedThrice', 'homeWeightNotRising'] },
      {
        codes: [
          'underweight',
          'severelyUnderweight',
          'wasted',
          'muacYellow',
          'muacYellowAlone',
          'lengthNotGrowing',
          'recoveryFoodDue',
          'recoveryFoodNotEaten',
          'recoveryFoodMissing',
        ],
      },
    ],
  },
  {
    topic: 'referAtOnce',
    from: [{ codes: ['severelyWasted', 'severelyThin', 'muacRed', 'bilateralOedema'] }],
  },
  {
    topic: 'lessSugar',
    from: [{ codes: ['atRiskOfOverweight', 'overweight', 'obese', 'riskOfOverweight'] }],
  },
  { topic: 'shortStature', from: [{ codes: ['stunted', 'severelyStunted'] }] },
  { topic: 'stimulation', from: [{ cards: ['R-AN-KEMBANG', 'R-AN-KPSP'] }] },
  { topic: 'mothersClass', from: [{ codes: ['noToddlerClass'] }] },
  { topic: 'vitaminA', from: [{ cards: ['R-AN-VITA'] }] },
  { topic: 'deworming', from: [{ cards: ['R-AN-CACING'] }] },
  { topic: 'immunisationCatchUp', from: [{ cards: ['R-IM-STATUS'] }] },
  { topic: 'immunisation', from: [{ codes: ['firstVaccinesMissing'] }] },
  { topic: 'diarrhoea', from: [{ codes: ['diarrhoea', 'diarrhoeaWithFever'] }] },
  { topic: 'fever', from: [{ codes: ['feverHigh', 'feverMild', 'feverWithDangerSign'] }] },
  { topic: 'cough', from: [{ codes: ['coughWithFever'] }] },
  { topic: 'childDangerSigns', from: [{ cards: ['R-AN-BAHAYA', 'R-BY-BAHAYA'] }] },
  { topic: 'infantCare', from: [{ cards: ['R-BY-BBLR', 'R-BY-KN'] }] },

  {
    topic: 'weightLoss',
    from: [
      { codes: ['overweight', 'obese', 'bmiOverweight', 'bmiObese', 'bmiObeseUnchanged'] },
      { cards: ['R-3', 'D-2', 'D-13', 'D-5'] },
    ],
  },
  {
    topic: 'isiPiringku',
    from: [
      { cards: ['R-1', 'D-1', 'R-4', 'D-7', 'R-2', 'D-6'] },
      {
        codes: ['mealsNotByIsiPiringku', 'fewVegetables', 'highFat', 'highSugar', 'highSalt'],
      },
    ],
  },
  { topic: 'germas', from: [{ codes: ['littleActivity', 'activityTooLittle', 'drinksAlcohol'] }] },
  {
    topic: 'thin',
    from: [
      {
        codes: ['severelyThin', 'thin', 'bmiSeverelyThin', 'bmiThin', 'womenMuacLow', 'olderMuacLow'],
      },
    ],
  },
  { topic: 'hypertension', from: [{ codes: pressureHigh }, { cards: ['R-TD2', 'R-TD1'] }] },
  { topic: 'diabetes', from: [{ cards: ['R-6', 'D-4', 'R-GD1'] }] },
  { topic: 'girlsTablets', from: [{ cards: ['R-7', 'R-8'] }] },
  {
    topic: 'smoking',
    from: [
      {
        codes: [
          'smokesInPregnancy',
          'smokeAround',
          'smokesOfferUbm',
          'smokingTried',
          'smokeExposed',
          'carbonMonoxideHigh',
          'smokeInHouse',
        ],
      },
    ],
  },
  { topic: 'mentalHealth', from: [{ cards: ['R-JIWA', 'R-10', 'D-10', 'R-13', 'R-KR-ODGJ'] }] },
  { topic: 'lungs', from: [{ cards: ['D-8'] }] },
  {
    topic: 'senses',
    from: [{ cards: ['R-12', 'D-11'] }, { codes: ['cariesFound', 'periodontalProblem'] }],
  },
  {
    topic: 'cancer',
    from: [{ cards: ['R-CK1'] }, { codes: ['colonRiskHigh', 'colonTestPositive', 'lungRiskRaised'] }],
  },
  { topic: 'familyPlanning', from: [{ cards: ['D-12'] }] },
  {
    topic: 'growingUp',
    from: [
      { cards: ['R-13'] },
      {
        codes: [
          'substancesInjected',
          'substancesUsed',
          'substancesTobaccoOnly',
          'youthDrinksAlcohol',
          'forcedTouching',
          'reproductiveInfection',
          'sexuallyActive',
          'menarcheLate',
          'pubertyLate',
          'teenPregnant',
        ],
      },
    ],
  },
  { topic: 'schoolChild', from: [{ codes: ['activityTooLittle', 'schoolDosesMissing'] }] },
  { topic: 'ageing', from: [{ cards: ['L-AKS', 'L-SKILAS', 'R-AK1', 'R-SK1', 'R-KR-LANSIA'] }] },
]
