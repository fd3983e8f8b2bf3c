import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { sdqBlock } from './sdq-block.ts'

/** Strengths and Difficulties Questionnaire, 4 to 18 years: by nakes or a trained teacher, not by kader. */
export const sdq: Instrument = {
  id: 'sdq',
  kind: 'followUp',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023',
  appliesTo: (person, day) => {
    const years = ageIn({ person, day })?.years
    return years !== undefined && years >= 4 && years <= 18
  },
  ...sdqBlock,
}
