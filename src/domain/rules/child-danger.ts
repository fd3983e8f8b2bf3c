import type { FieldContext, Finding, Rule } from '#domain/instruments/instrument.ts'
import {
  type ChildSign,
  childSignQuestions,
  childSignsIn,
  infantSignQuestions,
  signsOfLevel,
  wentThroughList,
} from './child-signs.ts'
import { defineRule, type Find } from './define-rule.ts'
import { isPastYoungInfancy, isYoungInfant } from './young-infant.ts'

type Question = { readonly id: string; readonly unprinted?: true }

const idsOf = (questions: readonly Question[]) => questions.map(({ id }) => id)

/** The rows of the home-visit checklist, which is complete when they are answered. */
const printedIdsOf = (questions: readonly Question[]) =>
  idsOf(questions.filter(({ unprinted }) => !unprinted))

type DangerPage = Pick<Rule, 'id' | 'card' | 'source'> & {
  readonly concerns: NonNullable<Rule['concerns']>
  readonly judges: readonly string[]
}

/** One page of danger signs: what is an emergency, what is seen today, and that there was none. */
const dangerSigns = ({ judges, ...head }: DangerPage): Rule =>
  defineRule(
    {
      ...head,
      edition: 'buku-kia-2023',
      outcomes: ['childDangerSign', 'childSignToday', 'noDangerSign'],
      judges,
    },
    (context, find) => {
      const found = [
        ...told('childDangerSign', signsOfLevel(context, 'emergency'), find),
        ...told('childSignToday', signsOfLevel(context, 'refer'), find),
      ]
      if (found.length > 0) return found
      const first = judges[0]
      return isAnswered(judges, context) && first !== undefined
        ? [find('noDangerSign', 'normal', { fields: [first] })]
        : []
    },
  )

function told(
  code: 'childDangerSign' | 'childSignToday',
  found: ReadonlyMap<ChildSign, string>,
  find: Find,
): readonly Finding[] {
  if (found.size === 0) return []
  const detail = { fields: [...new Set(found.values())], facts: { signs: [...found.keys()].join(' ') } }
  return code === 'childDangerSign'
    ? [find(code, 'emergency', { ...detail, deadline: 'now' })]
    : [find(code, 'refer', { ...detail, deadline: 'today' })]
}

/** The whole list was gone through. A sign that is not asked at this age needs no answer. */
function isAnswered(ids: readonly string[], context: FieldContext): boolean {
  // A sign that a rule of its own judges is still one.
  if (childSignsIn(context).size > 0) return false
  return wentThroughList(context.answers) || !lacksAny(ids, context.answers)
}

/** Questions of the newborn days and of other forms may be missing; all others may not. */
const lacksAny = (ids: readonly string[], answers: FieldContext['answers']) =>
  [...infantSignQuestions, ...childSignQuestions].some(
    ({ id, newbornOnly, breastfed, homeOnly }) =>
      ids.includes(id) && answers[id] !== false && !newbornOnly && !breastfed && !homeOnly,
  )

const youngInfantPage = {
  id: 'youngInfantDangerSign',
  card: 'R-BY-BAHAYA',
  source: 'Buku KIA 2023; MTBM',
  concerns: isYoungInfant,
} as const

export const youngInfantDangerSign = dangerSigns({ ...youngInfantPage, judges: idsOf(infantSignQuestions) })

export const youngInfantDangerSignAtHome = dangerSigns({
  ...youngInfantPage,
  judges: printedIdsOf(infantSignQuestions),
})

const childPage = {
  id: 'childDangerSign',
  card: 'R-AN-BAHAYA',
  source: 'Buku KIA 2023; MTBS',
  concerns: isPastYoungInfancy,
} as const

export const childDangerSign = dangerSigns({ ...childPage, judges: idsOf(childSignQuestions) })

export const childDangerSignAtHome = dangerSigns({ ...childPage, judges: printedIdsOf(childSignQuestions) })
