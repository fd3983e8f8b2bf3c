import type { FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'
import { glucoseIn } from './glucose-reading.ts'
import { isNotMaternal } from './maternal-state.ts'
import { reaches, readingOfTwo, readingsIn } from './readings.ts'
import { hasWideWaist } from './waist.ts'

/** HDL counts below these, in mg/dL (IDF 2006). */
const hdlBelow = { male: 40, female: 50 } as const

/** Which of the four signs beside the waist are there (IDF 2006): pressure, fasting glucose, triglycerides, HDL. */
function signsOf(context: FieldContext): readonly string[] {
  const { answers, person } = context
  const readings = readingsIn(answers)
  const pressure = readings !== undefined && reaches(readingOfTwo(readings, context), 130, 85)
  const glucose = glucoseIn(answers)
  const fasting = glucose?.kind === 'fasting' && glucose.mgPerDl >= 100
  const triglycerides = (numberIn(answers, 'triglyceridesMgPerDl') ?? 0) >= 150
  const hdl = numberIn(answers, 'hdlMgPerDl')
  const lowHdl = hdl !== undefined && person.sex !== undefined && hdl < hdlBelow[person.sex]
  const all = { pressure, fasting, triglycerides, lowHdl }
  return Object.entries(all).flatMap(([sign, there]) => (there ? [sign] : []))
}

/** Central obesity with two or more of four signs: told for information, each sign has its own rule. */
export const metabolicFlag = defineRule(
  {
    id: 'metabolicFlag',
    card: 'D-13',
    edition: 'idf-2006',
    source: 'IDF 2006',
    outcomes: ['metabolicRisksTogether'],
    concerns: isNotMaternal,
  },
  (context, find) => {
    if (!hasWideWaist(context)) return []
    const signs = signsOf(context)
    const facts = { signs: signs.join(' '), count: signs.length }
    return signs.length >= 2
      ? [find('metabolicRisksTogether', 'counsel', { fields: ['waistCm'], facts })]
      : []
  },
)
