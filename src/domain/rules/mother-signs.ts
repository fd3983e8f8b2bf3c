import type { Answers, FieldContext, Finding, Level } from '#domain/instruments/instrument.ts'
import { choicesIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { type Find, notAssessed } from './define-rule.ts'

/** A danger sign of a mother: what it is called, and how bad it is. */
export type MotherSign = {
  readonly id: string
  readonly cardId: string
  readonly alsoCardIds?: readonly string[]
  /** Outcome code of the finding. */
  readonly code: string
  readonly source: string
  readonly level: Level | ((context: FieldContext) => Level)
}

/** Where the question is put: at home no nakes stands beside the kader, and every sign is at least a referral. */
export type Place = 'posyandu' | 'home'

/** Lists in which other printings send all signs at once; whoever answers one has answered every sign in it. */
const listIds = ['pregnancyDangerSigns', 'postpartumDangerSigns'] as const

/** What the question for everybody's danger signs calls the same. */
const askedOfAll: Readonly<Record<string, string>> = {
  severeHeadache: 'severeHeadache',
  blurredVision: 'suddenBlurredVision',
  convulsion: 'convulsion',
  shortnessOfBreath: 'shortnessOfBreath',
  chestPain: 'chestPain',
}

const listed = (answers: Answers): readonly string[] =>
  listIds.flatMap((list) => choicesIn(answers, list) ?? [])

/** A printing asks for fits and swelling in one question: yes is taken at its worse half, no is no to each. */
export const convulsionOrSwelling = { id: 'convulsionOrSwelling', cardId: 'nf_kejang_bengkak' } as const
const inOneQuestion: ReadonlySet<string> = new Set(['convulsion', 'faceHandSwelling', 'footSwelling'])

function saidIn(answers: Answers, id: string): boolean | undefined {
  const said = yesNoIn(answers, id)
  const isDenied = inOneQuestion.has(id) && yesNoIn(answers, convulsionOrSwelling.id) === false
  return said ?? (isDenied ? false : undefined)
}

/** What was answered on a sign, in whichever question; nothing where nobody asked. Any yes is heard. */
export function signIn({ answers }: FieldContext, id: string): boolean | undefined {
  const said = saidIn(answers, id)
  const lists = listed(answers)
  const ticked = choicesIn(answers, 'pressureDangerSigns') ?? []
  if (said || lists.includes(id) || ticked.includes(askedOfAll[id] ?? '')) return true
  if (impliedBy[id]?.(answers)) return true
  return said ?? (listIds.some((list) => choicesIn(answers, list) !== undefined) ? false : undefined)
}

/** Answers to another question that say yes to the sign: below ten movements in 12 hours, thoughts of harm. */
const impliedBy: Readonly<Record<string, (answers: Answers) => boolean>> = {
  fetalMovementReduced: (answers) => ['reduced', 'none'].includes(textIn(answers, 'fetalMovement') ?? ''),
  lowMood: (answers) => yesNoIn(answers, 'harmOrHallucination') === true,
  convulsion: (answers) =>
    yesNoIn(answers, convulsionOrSwelling.id) === true || listed(answers).includes(convulsionOrSwelling.id),
}

/** Whether any of the signs was answered with yes. */
export const hasAnySign =
  (signs: readonly Pick<MotherSign, 'id'>[]) =>
  (context: FieldContext): boolean =>
    signs.some(({ id }) => signIn(context, id) === true)

const atHome: Readonly<Partial<Record<Level, Level>>> = { confirm: 'refer', counsel: 'refer' }

export type SignList = {
  readonly signs: readonly MotherSign[]
  readonly place: Place
  /** The signs that the form of the place prints: the list is whole when they are answered, whatever else is asked. */
  readonly printed: ReadonlySet<string>
  readonly noneCode: string
}

/**
 * A finding for every sign that is there. Where none is: normal if each of the printed ones was asked, else not assessed
 * for the first that was not.
 */
export function judgeSigns(
  { signs, place, printed, noneCode }: SignList,
  context: FieldContext,
  find: Find,
): readonly Finding[] {
  const found = signs.filter(({ id }) => signIn(context, id) === true)
  if (found.length > 0) return found.map((sign) => judgeSign(sign, place, context, find))
  const unasked = signs.find(({ id }) => printed.has(id) && signIn(context, id) === undefined)
  if (unasked) return [notAssessed(find, unasked.id, 'notAnswered')]
  return [find(noneCode, 'normal', { fields: signs.map(({ id }) => id) })]
}

function judgeSign(sign: MotherSign, place: Place, context: FieldContext, find: Find): Finding {
  const own = typeof sign.level === 'function' ? sign.level(context) : sign.level
  const level = place === 'home' ? (atHome[own] ?? own) : own
  const detail = { fields: [sign.id] }
  if (level === 'emergency') return find(sign.code, level, { ...detail, deadline: 'now' })
  return find(sign.code, level, level === 'refer' ? { ...detail, deadline: 'today' } : detail)
}
