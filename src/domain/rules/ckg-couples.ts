import type { Condition } from '#domain/instruments/instrument.ts'
import { isNotMeasured, numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

const edition = 'kmk-33-2025'
const source = 'KMK HK.01.07/MENKES/33/2025'

/** Calon pengantin: somebody who marries within a year. */
export const isEngaged: Condition = ({ answers }) => yesNoIn(answers, 'marriesWithinYear') === true
export const isBride: Condition = (context) => context.person.sex === 'female' && isEngaged(context)

const tests = ['hivTest', 'syphilisTest'] as const

/** HIV and syphilis before marriage: a reactive test is referred within the week. */
export const engagedTests = defineRule(
  {
    id: 'engagedTests',
    card: '§6',
    edition,
    source,
    outcomes: ['engagedTestReactive', 'engagedTestsNegative'],
    concerns: isEngaged,
  },
  ({ answers }, find) => {
    const reactive = tests.find((id) => textIn(answers, id) === 'reactive')
    if (reactive) return [find('engagedTestReactive', 'refer', { fields: [reactive], deadline: 'week' })]
    return tests.every((id) => textIn(answers, id) === 'nonReactive')
      ? [find('engagedTestsNegative', 'normal', { fields: [...tests] })]
      : []
  },
)

/** Tetanus protection of brides: below T5, or not known, a Td is due. */
export const brideTetanus = defineRule(
  {
    id: 'brideTetanus',
    card: '§6',
    edition,
    source,
    outcomes: ['tetanusDoseDue', 'tetanusComplete'],
    judges: ['tetanusDosesBefore'],
    concerns: isBride,
  },
  ({ answers }, find) => {
    const status = textIn(answers, 'tetanusStatus')
    const doses = textIn(answers, 'tetanusDosesBefore')
    if (status === 'T5') return [find('tetanusComplete', 'normal', { fields: ['tetanusStatus'] })]
    // Whoever does not know is not protected for sure.
    const unknown = ['tetanusStatus', 'tetanusDosesBefore'].find((id) => isNotMeasured(answers[id]))
    if (status === undefined && doses === undefined)
      return unknown
        ? [find('tetanusDoseDue', 'counsel', { fields: [unknown], facts: { said: 'unknown' } })]
        : []
    const field = status === undefined ? 'tetanusDosesBefore' : 'tetanusStatus'
    return [find('tetanusDoseDue', 'counsel', { fields: [field], facts: { said: status ?? doses ?? '' } })]
  },
)

/** Mentzer index = MCV ÷ erythrocytes (10¹²/L): below 13 thalassaemia is likelier than a lack of iron. */
const mentzerBelow = 13

export const mentzer = defineRule(
  {
    id: 'mentzer',
    card: '§6',
    edition,
    source,
    outcomes: ['thalassaemiaSuspected', 'mentzerNormal'],
  },
  ({ answers }, find) => {
    const mcvFl = numberIn(answers, 'mcvFl')
    const erythrocytes = numberIn(answers, 'erythrocytesTeraPerL')
    if (mcvFl === undefined || erythrocytes === undefined) return []
    const detail = {
      fields: ['mcvFl', 'erythrocytesTeraPerL'],
      facts: { index: Math.round((mcvFl / erythrocytes) * 10) / 10, limit: mentzerBelow },
    }
    return mcvFl < mentzerBelow * erythrocytes
      ? [find('thalassaemiaSuspected', 'refer', { ...detail, deadline: 'month' })]
      : [find('mentzerNormal', 'normal', detail)]
  },
)

/** Gums and the bone that holds the teeth, from 25 years. */
export const periodontal = defineRule(
  {
    id: 'periodontal',
    card: '§6',
    edition,
    source,
    outcomes: ['periodontalProblem', 'periodontalHealthy'],
  },
  ({ answers }, find) => {
    const said = textIn(answers, 'periodontalState')
    const fields = ['periodontalState']
    if (said === 'problem') return [find('periodontalProblem', 'refer', { fields, deadline: 'month' })]
    return said === 'healthy' ? [find('periodontalHealthy', 'normal', { fields })] : []
  },
)
