import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, Field, Instrument } from '#domain/instruments/instrument.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { isMet, whenMet } from '#domain/instruments/kr-head.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { motherhoodFields } from '#domain/instruments/woman-and-pressure-fields.ts'
import { adultFromYears, lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { homeContraception } from '#domain/rules/adult-home.ts'
import { isMarriedMan, isPus } from '#domain/rules/family-planning.ts'
import { maternalStateIn } from '#domain/rules/maternal-state.ts'
import { adultHomeBlocks } from './adult-home-blocks.ts'

const source = 'Checklist Kunjungan Rumah Dewasa (KMK HK.01.07/MENKES/2015/2023)'

const asksContraception: Condition = (context) =>
  isMet(context) && isPus(context) && maternalStateIn(context) !== 'pregnant'

const contraceptionFields: readonly Field[] = [
  yesNoField({
    id: 'wifeOfChildbearingAge',
    cardId: 'kb_istri_15_49',
    step: 4,
    shownWhen: whenMet(isMarriedMan),
    source,
  }),
  {
    id: 'homeContraception',
    cardId: 'kd_kb',
    type: 'choice',
    choices: ['pill', 'injection', 'condom', 'implant', 'other', 'none'],
    printed: {
      pill: 'pil',
      injection: 'suntik',
      condom: 'kondom',
      implant: 'implan',
      other: 'lainnya',
      none: 'tidak',
    },
    step: 4,
    required: asksContraception,
    shownWhen: asksContraception,
    source,
  },
]

const { fields, rules } = joinBlocks(
  ...adultHomeBlocks({ of: 'dewasa', prefix: 'kd', card: 'R-KR-DEWASA' }),
  {
    fields: motherhoodFields.map((field) => ({ ...field, shownWhen: whenMet(field.shownWhen ?? true) })),
    rules: [],
  },
  {
    fields: contraceptionFields.map((field) => ({ ...field, section: 'familyPlanning' })),
    rules: [homeContraception],
  },
)

/** Checklist Kunjungan Rumah Dewasa: adulthood to 59 years. */
export const krDewasa: Instrument = {
  id: 'kr-dewasa',
  kind: 'homeVisit',
  edition: '2026.1',
  source,
  appliesTo: (person, day, settings) => {
    const years = ageIn({ person, day })?.years
    return years !== undefined && years >= adultFromYears(settings) && years < lansiaFromYears
  },
  fields,
  rules,
}
