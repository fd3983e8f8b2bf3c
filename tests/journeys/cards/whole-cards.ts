import type { CardId } from '#domain/instruments/instrument.ts'
import type { Filled } from '../card-form.ts'

const noTbc: Filled = {
  tbcCough: { choice: 'none' },
  tbcSymptoms: { rest: 'usual' },
  tbcContact: { choice: 'none' },
}

const sensesWell: Filled = {
  fingerCountRight: { choice: 'normal' },
  fingerCountLeft: { choice: 'normal' },
  whisperRight: { choice: 'normal' },
  whisperLeft: { choice: 'normal' },
}

const mindWell: Filled = {
  srqFirst: { each: 'no' },
  srq17: { choice: 'no' },
  srqLast: { each: 'no' },
}

const adultQuestions: Filled = {
  ...sensesWell,
  ...noTbc,
  smokedLastYear: { choice: 'no' },
  pumaSmoking: { choice: 'never' },
  puma: { each: 'no' },
  ...mindWell,
}

/** Everything that a card of a first visit asks for, of somebody who is well; on a scenario's card some of it differs. */
export const wholeCards: Readonly<Record<CardId, Filled>> = {
  // 24 weeks of a first pregnancy; 50 kg before it, 155 cm.
  'ibu-hamil': {
    gravida: '1',
    firstVisitWeightKg: '51',
    pregnancyDangerSigns: { rest: 'usual' },
    weightKg: '56',
    muacCm: '25',
    bloodPressure: ['112', '72'],
    ...noTbc,
    tabletIntake: { choice: 'daily' },
    attendsMotherClass: { choice: 'yes' },
  },
  // Ten days after the delivery.
  nifas: {
    deliveryPlace: { choice: 'puskesmas' },
    deliveryMode: { choice: 'vaginal' },
    birthOrderOfChild: '1',
    firstNifasWeightKg: '58',
    postpartumDangerSigns: { rest: 'usual' },
    weightKg: '57',
    muacCm: '25',
    bloodPressure: ['114', '74'],
    ...noTbc,
    vitaminACapsules: '2',
    takesVitaminA: { choice: 'yes' },
    breastfeeding: { choice: 'yes' },
    usesFamilyPlanning: { choice: 'yes' },
    familyPlanningMethod: { choice: 'lactationalAmenorrhoea' },
  },
  // A boy of ten months.
  balita: {
    sicknessSigns: { choices: [] },
    weightKg: '9,2',
    lengthHeight: ['73,5'],
    headCircumferenceCm: '45,5',
    muacCm: '14,5',
    milestones09: { rest: 'usual' },
    milestones12: { rest: 'usual' },
    developmentChecklist: { choice: 'complete' },
    complementaryFeeding: { choice: 'yes' },
    immunisationComplete: { choice: 'yes' },
    ...noTbc,
  },
  // A girl of 15 years.
  remaja: {
    schoolClass: { choice: '9' },
    weightKg: '50',
    heightCm: '158',
    waistCm: '70',
    bloodPressure: ['108', '68'],
    diabetesSymptoms: { choices: [] },
    anaemiaSymptoms: { choices: [] },
    anaemiaPallor: { choices: [] },
    haemoglobinGPerDl: '12,8',
    ironTabletsReceived: '4',
    ironTabletThisWeek: { choice: 'yes' },
    ...sensesWell,
    ...noTbc,
    mentalScreeningStatus: { choice: 'done' },
    smokingStatus: { choice: 'never' },
  },
  // A man of 45 years.
  dewasa: {
    maritalStatus: { choice: 'married' },
    weightKg: '60',
    heightCm: '165',
    waistCm: '82',
    bloodPressure: ['116', '74'],
    bloodGlucose: { typed: '98', choice: 'random' },
    ...adultQuestions,
  },
  // A woman of 70 years.
  lansia: {
    maritalStatus: { choice: 'widowed' },
    weightKg: '52',
    heightCm: '150',
    heightMethod: { choice: 'standing' },
    waistCm: '76',
    muacCm: '25',
    bloodPressure: ['116', '74'],
    bloodGlucose: { typed: '98', choice: 'random' },
    ...adultQuestions,
    aksBowel: { choice: 'controlled' },
    aksBladder: { choice: 'controlled' },
    aksGrooming: { choice: 'independent' },
    aksToilet: { choice: 'independent' },
    aksEating: { choice: 'independent' },
    aksTransfer: { choice: 'independent' },
    aksWalking: { choice: 'independent' },
    aksDressing: { choice: 'independent' },
    aksStairs: { choice: 'independent' },
    aksBathing: { choice: 'independent' },
    skilasTime: { choice: 'correct' },
    skilasPlace: { choice: 'correct' },
    skilasRecall: { choice: 'all' },
    skilasChair: { choice: 'yes' },
    skilas: { each: 'no' },
    skilasSightTest: { choice: 'yes' },
    skilasWhisper: { choice: 'yes' },
  },
}
