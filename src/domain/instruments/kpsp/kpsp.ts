import { ageIn } from '#domain/instruments/age-in.ts'
import type { Field, Instrument } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { kpspBlock } from './kpsp-block.ts'

const firstMonth = 2
const lastMonth = 72

/** By itself the score must be there: by its items or as a number. */
const mustHave = (field: Field): Field => {
  if (field.id === 'kpspForm') return { ...field, required: true }
  if (field.id !== 'kpspScore') return field
  return { ...field, required: ({ answers }) => !hasValue(answers['kpspItem1']) }
}

/** Kuesioner Praskrining Perkembangan, for nakes and kader who were trained for it. */
export const kpsp: Instrument = {
  id: 'kpsp',
  kind: 'questionnaire',
  edition: '2026.1',
  source: 'SDIDTK 2022',
  appliesTo: (person, day) => {
    const months = ageIn({ person, day })?.months
    return months !== undefined && months >= firstMonth && months <= lastMonth
  },
  fields: kpspBlock.fields.map(mustHave),
  rules: kpspBlock.rules,
}
