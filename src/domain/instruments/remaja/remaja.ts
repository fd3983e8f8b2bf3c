import { ageIn } from '#domain/instruments/age-in.ts'
import { anaemiaBlock } from '#domain/instruments/anaemia/anaemia.ts'
import type { Block } from '#domain/instruments/block.ts'
import { endemicBlock } from '#domain/instruments/endemic/endemic.ts'
import { historyBehaviourBlock } from '#domain/instruments/history-behaviour/history-behaviour.ts'
import { identityDerived } from '#domain/instruments/history-behaviour/identity-derived.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { outcomeBlock } from '#domain/instruments/outcome/outcome-block.ts'
import { reproductiveBlock } from '#domain/instruments/reproductive/reproductive.ts'
import { sightHearingBlock } from '#domain/instruments/sight-hearing/sight-hearing.ts'
import { youthSmokingBlock } from '#domain/instruments/smoking/smoking.ts'
import { substancesBlock } from '#domain/instruments/substances/substances.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import { adultFromYears } from '#domain/life-stage/life-stage.ts'
import { adultDangerSign } from '#domain/rules/adult-blood-pressure.ts'
import { womenMuac } from '#domain/rules/adult-muac.ts'
import { glucose, hba1c, knownDiabetes } from '#domain/rules/glucose.ts'
import { maternalBloodPressure } from '#domain/rules/maternal-blood-pressure.ts'
import { maternalDangerSign } from '#domain/rules/maternal-danger-signs.ts'
import { maternalMuac } from '#domain/rules/maternal-muac.ts'
import { schoolBmiForAge, schoolHeightForAge } from '#domain/rules/school-growth.ts'
import { raisedTemperature } from '#domain/rules/raised-temperature.ts'
import { waist } from '#domain/rules/waist.ts'
import { youthBloodPressure } from '#domain/rules/youth-blood-pressure.ts'
import { ironTabletsBlock } from './girl-fields.ts'
import { schoolMentalHealthBlock } from './mental-health-fields.ts'
import { remajaPersonFields } from './remaja-fields.ts'
import { remajaMeasurementFields } from './remaja-measurement-fields.ts'
import { schoolCheckBlock } from './school-check-fields.ts'

const history = historyBehaviourBlock({ smokingTick: 'understood' })
const outcome = outcomeBlock('remaja')

/** The services of langkah 4, in the order of the card. */
const services: readonly Block[] = [
  anaemiaBlock,
  ironTabletsBlock,
  sightHearingBlock('R-12'),
  tbcBlock('remaja'),
  schoolMentalHealthBlock,
  youthSmokingBlock,
  substancesBlock,
  reproductiveBlock,
  schoolCheckBlock,
  endemicBlock,
  outcome,
]

/** Kartu Bantu Pemeriksaan Usia Sekolah dan Remaja: 72 completed months to the day before adulthood. */
export const remaja: Instrument = {
  id: 'remaja',
  kind: 'card',
  edition: '2026.2',
  source: 'KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025; AAP 2017',
  appliesTo: (person, day, settings) => {
    const age = ageIn({ person, day })
    return age !== undefined && age.months >= 72 && age.years < adultFromYears(settings)
  },
  fields: [
    ...remajaPersonFields,
    ...history.fields,
    ...remajaMeasurementFields,
    ...services.flatMap(({ fields }) => fields),
  ],
  rules: [
    schoolBmiForAge,
    schoolHeightForAge,
    waist('R-3'),
    womenMuac('R-4'),
    maternalMuac,
    youthBloodPressure,
    maternalBloodPressure,
    maternalDangerSign,
    adultDangerSign,
    glucose('R-6'),
    hba1c('R-6'),
    knownDiabetes,
    raisedTemperature({ id: 'schoolTemperature', card: '§9', level: 'confirm' }),
    ...history.rules,
    ...services.flatMap(({ rules }) => rules),
  ],
  derived: [
    ...identityDerived,
    ...outcome.derived,
    { cardId: 'imt', rule: 'schoolBmiForAge' },
    { cardId: 'imt_u_z', rule: 'schoolBmiForAge' },
    { cardId: 'imt_u_kategori', rule: 'schoolBmiForAge' },
    { cardId: 'tb_u_z', rule: 'schoolHeightForAge' },
    { cardId: 'tb_u_kategori', rule: 'schoolHeightForAge' },
    { cardId: 'lp_kategori', rule: 'waist' },
    { cardId: 'anemia_hasil', rule: 'anaemia' },
  ],
}
