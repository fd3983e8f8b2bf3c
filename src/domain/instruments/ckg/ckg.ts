import { adultIdentity } from '#domain/instruments/adult-fields.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import { examinationFields } from '#domain/instruments/cancer/cancer-block.ts'
import { tetanusStatusField } from '#domain/instruments/family-planning/tetanus-status-field.ts'
import type { Field, Instrument } from '#domain/instruments/instrument.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { phqAlone } from '#domain/instruments/phq-4/phq-block.ts'
import { adultSmokingBlock } from '#domain/instruments/smoking/smoking.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import { motherhoodFields } from '#domain/instruments/woman-and-pressure-fields.ts'
import { adultFromYears } from '#domain/life-stage/life-stage.ts'
import { anaemia } from '#domain/rules/anaemia.ts'
import { colonCancerRisk, lungCancerRisk } from '#domain/rules/cancer-colon-lung.ts'
import { breastScreening, cancerSigns, cervicalScreening } from '#domain/rules/cancer-women.ts'
import { physicalActivity } from '#domain/rules/ckg-activity.ts'
import { brideTetanus, engagedTests, mentzer, periodontal } from '#domain/rules/ckg-couples.ts'
import { liverFibrosis, liverRisk } from '#domain/rules/ckg-liver.ts'
import { activityFields } from './activity-fields.ts'
import { ckgCancerFields, engagedFields, examinedFields, liverFields } from './ckg-fields.ts'

/** The questionnaire of the free check has its own names for what other cards ask too. */
const alsoNamed: Readonly<Record<string, readonly string[]>> = {
  smokedLastYear: ['merokok'],
  pregnant: ['status_hamil'],
}

const withNames = (field: Field): Field => {
  const more = alsoNamed[field.id]
  return more ? { ...field, alsoCardIds: [...(field.alsoCardIds ?? []), ...more] } : field
}

const { fields, rules } = joinBlocks(
  { fields: [...adultIdentity, ...motherhoodFields], rules: [] },
  adultSmokingBlock,
  { fields: activityFields, rules: [physicalActivity] },
  tbcBlock('dewasa'),
  { fields: liverFields, rules: [liverRisk, liverFibrosis] },
  phqAlone,
  {
    fields: [...ckgCancerFields, ...examinationFields],
    rules: [cancerSigns, cervicalScreening, breastScreening, colonCancerRisk, lungCancerRisk],
  },
  { fields: [...engagedFields, tetanusStatusField], rules: [engagedTests, brideTetanus, anaemia] },
  { fields: examinedFields, rules: [mentzer, periodontal] },
)

/**
 * Cek Kesehatan Gratis of adults: the questionnaire that the person fills, and what nakes examine beyond the monthly
 * card. Weight, pressure, glucose, sight, hearing, PUMA, AKS and SKILAS stand on the cards of adults.
 */
export const ckg: Instrument = {
  id: 'ckg',
  kind: 'questionnaire',
  edition: 'CKG-KMK33-2025',
  source: 'KMK HK.01.07/MENKES/33/2025',
  appliesTo: (person, day, settings) => {
    const years = ageIn({ person, day })?.years
    return years !== undefined && years >= adultFromYears(settings)
  },
  fields: fields.map(withNames),
  rules,
}
