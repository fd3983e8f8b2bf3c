import { adultBlood, adultDerived, adultIdentity, adultMeasures } from '#domain/instruments/adult-fields.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import { womenCancerBlock } from '#domain/instruments/cancer/cancer-block.ts'
import { chronicCardBlock } from '#domain/instruments/chronic/chronic-block.ts'
import { endemicBlock } from '#domain/instruments/endemic/endemic.ts'
import { familyPlanningBlock } from '#domain/instruments/family-planning/family-planning-block.ts'
import { tetanusStatusField } from '#domain/instruments/family-planning/tetanus-status-field.ts'
import { historyBehaviourBlock } from '#domain/instruments/history-behaviour/history-behaviour.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { outcomeBlock } from '#domain/instruments/outcome/outcome-block.ts'
import { phqBlock } from '#domain/instruments/phq-4/phq-block.ts'
import { pumaBlock } from '#domain/instruments/puma/puma-block.ts'
import { sightHearingBlock } from '#domain/instruments/sight-hearing/sight-hearing.ts'
import { adultSmokingBlock } from '#domain/instruments/smoking/smoking.ts'
import { srqBlock } from '#domain/instruments/srq-20/srq-block.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import { maternalQuestions, motherhoodFields } from '#domain/instruments/woman-and-pressure-fields.ts'
import { adultFromYears, lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { adultBloodPressure, adultDangerSign } from '#domain/rules/adult-blood-pressure.ts'
import { adultBmi } from '#domain/rules/adult-bmi.ts'
import { adultTemperature } from '#domain/rules/adult-illness.ts'
import { womenMuac } from '#domain/rules/adult-muac.ts'
import { bloodFats, cholesterol } from '#domain/rules/cholesterol.ts'
import { glucose, hba1c, knownDiabetes } from '#domain/rules/glucose.ts'
import { knownHypertension } from '#domain/rules/known-hypertension.ts'
import { maternalBloodPressure } from '#domain/rules/maternal-blood-pressure.ts'
import { maternalDangerSign } from '#domain/rules/maternal-danger-signs.ts'
import { maternalMuac } from '#domain/rules/maternal-muac.ts'
import { metabolicFlag } from '#domain/rules/metabolic-flag.ts'
import { uricAcid } from '#domain/rules/uric-acid.ts'
import { waist } from '#domain/rules/waist.ts'

const measured = {
  fields: adultMeasures({
    arm: { reject: { min: 10, max: 70 }, confirm: { min: 18, max: 50 } },
    armRequired: false,
    asked: maternalQuestions,
    extra: [],
  }),
  rules: [
    adultBmi,
    waist('D-2'),
    womenMuac('D-7'),
    maternalMuac,
    adultBloodPressure,
    knownHypertension,
    maternalBloodPressure,
    maternalDangerSign,
    adultDangerSign,
    adultTemperature({ card: 'R-DR1', level: 'confirm' }),
  ],
}

const blood = {
  fields: adultBlood,
  rules: [glucose('D-4'), knownDiabetes, hba1c('D-4'), cholesterol, bloodFats, uricAcid, metabolicFlag],
}

const outcome = outcomeBlock('dewasa')
const { fields, rules } = joinBlocks(
  { fields: [...adultIdentity, ...motherhoodFields], rules: [] },
  historyBehaviourBlock({ smokingTick: 'understood' }),
  measured,
  blood,
  chronicCardBlock,
  sightHearingBlock('D-11'),
  tbcBlock('dewasa'),
  adultSmokingBlock,
  pumaBlock,
  srqBlock('D-10'),
  phqBlock('D-10'),
  familyPlanningBlock,
  { fields: [tetanusStatusField], rules: [] },
  womenCancerBlock,
  endemicBlock,
  outcome,
)

/** Kartu Bantu Pemeriksaan Dewasa: adulthood to 59 years. */
export const dewasa: Instrument = {
  id: 'dewasa',
  kind: 'card',
  edition: '2026.2',
  source: 'KMK HK.01.07/MENKES/2015/2023',
  appliesTo: (person, day, settings) => {
    const years = ageIn({ person, day })?.years
    return years !== undefined && years >= adultFromYears(settings) && years < lansiaFromYears
  },
  fields,
  rules,
  derived: [...adultDerived, ...outcome.derived],
}
