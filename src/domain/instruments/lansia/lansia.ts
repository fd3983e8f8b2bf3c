import { adultBlood, adultDerived, adultIdentity, adultMeasures } from '#domain/instruments/adult-fields.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import { aksDerived } from '#domain/instruments/aks/aks.ts'
import { aksBlock } from '#domain/instruments/aks/aks-block.ts'
import { womenCancerBlock } from '#domain/instruments/cancer/cancer-block.ts'
import { chronicCardBlock } from '#domain/instruments/chronic/chronic-block.ts'
import { endemicBlock } from '#domain/instruments/endemic/endemic.ts'
import { historyBehaviourBlock } from '#domain/instruments/history-behaviour/history-behaviour.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { outcomeBlock } from '#domain/instruments/outcome/outcome-block.ts'
import { phqBlock } from '#domain/instruments/phq-4/phq-block.ts'
import { pumaBlock } from '#domain/instruments/puma/puma-block.ts'
import { sightHearingBlock } from '#domain/instruments/sight-hearing/sight-hearing.ts'
import { skilasDerived } from '#domain/instruments/skilas/skilas.ts'
import { skilasBlock } from '#domain/instruments/skilas/skilas-block.ts'
import { adultSmokingBlock } from '#domain/instruments/smoking/smoking.ts'
import { srqBlock } from '#domain/instruments/srq-20/srq-block.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import { lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { adultBloodPressure, adultDangerSign } from '#domain/rules/adult-blood-pressure.ts'
import { adultBmi } from '#domain/rules/adult-bmi.ts'
import { adultTemperature } from '#domain/rules/adult-illness.ts'
import { olderMuac } from '#domain/rules/adult-muac.ts'
import { bloodFats, cholesterol } from '#domain/rules/cholesterol.ts'
import { glucose, hba1c, knownDiabetes } from '#domain/rules/glucose.ts'
import { knownHypertension } from '#domain/rules/known-hypertension.ts'
import { metabolicFlag } from '#domain/rules/metabolic-flag.ts'
import { dailyMedicines, falls, olderCalf } from '#domain/rules/older-body.ts'
import { uricAcid } from '#domain/rules/uric-acid.ts'
import { waist } from '#domain/rules/waist.ts'
import { armIsDue, companionField, lansiaMeasures, lansiaQuestions, needsHelp } from './lansia-fields.ts'

const measured = {
  fields: adultMeasures({
    arm: { reject: { min: 10, max: 60 }, confirm: { min: 16, max: 45 } },
    armRequired: armIsDue,
    asked: [],
    extra: lansiaMeasures,
  }),
  rules: [
    adultBmi,
    waist('D-2'),
    olderMuac,
    olderCalf,
    adultBloodPressure,
    knownHypertension,
    adultDangerSign,
    adultTemperature({ card: 'R-DR1', level: 'confirm' }),
  ],
}

const blood = {
  fields: adultBlood,
  rules: [glucose('D-4'), knownDiabetes, hba1c('D-4'), cholesterol, bloodFats, uricAcid, metabolicFlag],
}

const olderCare = {
  fields: [...lansiaQuestions, companionField({ required: false, shownWhen: needsHelp })],
  rules: [falls, dailyMedicines],
}

const outcome = outcomeBlock('lansia')
const { fields, rules } = joinBlocks(
  { fields: adultIdentity, rules: [] },
  historyBehaviourBlock({ smokingTick: 'understood' }),
  measured,
  blood,
  chronicCardBlock,
  sightHearingBlock('D-11'),
  tbcBlock('lansia'),
  adultSmokingBlock,
  pumaBlock,
  srqBlock('D-10'),
  phqBlock('D-10'),
  aksBlock,
  skilasBlock,
  womenCancerBlock,
  olderCare,
  endemicBlock,
  outcome,
)

/** Kartu Bantu Pemeriksaan Lansia: from 60 years. */
export const lansia: Instrument = {
  id: 'lansia',
  kind: 'card',
  edition: '2026.2',
  source: 'KMK HK.01.07/MENKES/2015/2023',
  appliesTo: (person, day) => {
    const years = ageIn({ person, day })?.years
    return years !== undefined && years >= lansiaFromYears
  },
  fields,
  rules,
  derived: [...adultDerived, ...aksDerived, ...skilasDerived, ...outcome.derived],
}
