import { ageIn } from '#domain/instruments/age-in.ts'
import type { Facts, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import {
  listAskedAt,
  listsMasteredBy,
  type Milestone,
  type MilestoneList,
  milestoneLists,
} from '#domain/instruments/perkembangan/milestones.ts'
import { latestBefore, textIn } from '#domain/instruments/read-answer.ts'
import { wordSetting } from '#domain/settings.ts'
import { defineRule, type Find, notAssessed, plainDeadline, settingsUsed } from './define-rule.ts'

/** `can`, `cannot`; `notTried`: nobody had the child do it yet. Absent: not asked. */
type MilestoneState = 'can' | 'cannot' | 'notTried' | undefined

const stateOf = (value: string | undefined): MilestoneState =>
  value === 'can' || value === 'cannot' || value === 'notTried' ? value : undefined

const allMilestones: readonly Milestone[] = milestoneLists.flatMap(({ milestones }) => milestones)

const resultField = 'developmentChecklist'
/** Whether a puskesmas has held the wording of the items against Buku KIA. */
const wording = 'kiaWordingConfirmed'

/** The latest answer of an earlier visit. */
const stateBefore = (context: FieldContext, id: string): MilestoneState =>
  latestBefore(context, (answers) => stateOf(textIn(answers, id)))?.value

/** What is known of an item by now: today's answer, else the latest one. */
const latestState = (context: FieldContext, id: string): MilestoneState =>
  stateOf(textIn(context.answers, id)) ?? stateBefore(context, id)

const wasMastered = ({ history }: FieldContext, id: string) =>
  history.some((visit) => visit.answers[id] === 'can')

/** Whether the answers of one visit have items in them: asked as often, read once. */
const answersRead = new WeakMap<FieldContext['answers'], boolean>()

/** Whether any item was answered in these answers. */
export function hasMilestoneAnswers({ answers }: Pick<FieldContext, 'answers'>): boolean {
  const known = answersRead.get(answers)
  if (known !== undefined) return known
  const has = allMilestones.some(({ id }) => stateOf(textIn(answers, id)) !== undefined)
  answersRead.set(answers, has)
  return has
}

type Asked = {
  readonly birthDate: FieldContext['person']['birthDate']
  readonly day: FieldContext['day']
  readonly ids: ReadonlySet<string>
}

/** A form asks of one history about every item at every keystroke: what is asked is reckoned once. */
const askedOf = new WeakMap<FieldContext['history'], Asked>()

/**
 * Items to ask today: the list of the age, what is not yet known to be mastered of the list before it, and what was
 * missing in any earlier one.
 */
export function milestonesToAsk(context: FieldContext): ReadonlySet<string> {
  const { history, day } = context
  const { birthDate } = context.person
  const known = askedOf.get(history)
  if (known && known.day === day && known.birthDate === birthDate) return known.ids
  const ids = reckonAsked(context)
  askedOf.set(history, { birthDate, day, ids })
  return ids
}

function reckonAsked(context: FieldContext): ReadonlySet<string> {
  const months = ageIn(context)?.months
  if (months === undefined) return new Set()
  const mastered = listsMasteredBy(months)
  const last = mastered.at(-1)
  const open = (list: MilestoneList | undefined, isOpen: (state: MilestoneState) => boolean) =>
    (list?.milestones ?? []).filter(({ id }) => isOpen(stateBefore(context, id)))
  return new Set(
    [
      ...(listAskedAt(months)?.milestones ?? []),
      ...open(last, (state) => state !== 'can'),
      ...mastered
        .slice(0, -1)
        .flatMap((list) => open(list, (state) => state === 'cannot' || state === 'notTried')),
    ].map(({ id }) => id),
  )
}

/** The development checklist of Buku KIA: what must be mastered by now, and what is still to come. */
export const childDevelopment = defineRule(
  {
    id: 'childDevelopment',
    card: 'R-AN-KEMBANG',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023; SDIDTK; Kartu Bantu Pemeriksaan Balita',
    outcomes: [
      'developmentRegression',
      'developmentIncomplete',
      'developmentComplete',
      'developmentStimulate',
      'developmentOnTrack',
      'notAssessed',
    ],
    judges: [resultField, ...allMilestones.map(({ id }) => id)],
  },
  (context, find) => {
    const result = textIn(context.answers, resultField)
    if (!hasMilestoneAnswers(context)) return result === undefined ? [] : [byResult(result, context, find)]
    const lost = allMilestones.filter(
      ({ id }) => context.answers[id] === 'cannot' && wasMastered(context, id),
    )
    if (lost.length > 0) return [referred('developmentRegression', lost, context, find)]
    if (result === 'incomplete') return [byResult(result, context, find)]
    return [byItems(result, context, find)]
  },
)

/** The result as read from the child's own Buku KIA. */
function byResult(result: string, context: FieldContext, find: Find): Finding {
  const fields = [resultField]
  if (result === 'complete') return find('developmentComplete', 'normal', { fields })
  if (result !== 'incomplete') return notAssessed(find, resultField, 'notMeasured')
  const deadline = plainDeadline(context.settings)
  return find('developmentIncomplete', 'refer', {
    fields,
    deadline,
    settings: settingsUsed(context.settings, 'plainReferralDeadline'),
  })
}

const factsOf = (items: readonly Milestone[]): Facts => ({
  items: items.map(({ cardId }) => cardId).join(' '),
  count: items.length,
})

function referred(
  code: 'developmentRegression' | 'developmentIncomplete',
  items: readonly Milestone[],
  context: FieldContext,
  find: Find,
): Finding {
  return find(code, 'refer', {
    fields: items.map(({ id }) => id),
    facts: factsOf(items),
    deadline: plainDeadline(context.settings),
    settings: settingsUsed(context.settings, 'plainReferralDeadline', wording),
  })
}

function byItems(result: string | undefined, context: FieldContext, find: Find): Finding {
  const first =
    allMilestones.find(({ id }) => stateOf(textIn(context.answers, id)) !== undefined)?.id ?? resultField
  const months = ageIn(context)?.months
  if (months === undefined) return notAssessed(find, first, 'ageUnknown')
  if (context.birthDateExact === false) return notAssessed(find, first, 'birthDateNotExact')
  const due = listsMasteredBy(months)
  const dueItems = due.flatMap(({ milestones }) => milestones)
  const failed = dueItems.filter(({ id }) => latestState(context, id) === 'cannot')
  if (failed.length > 0) return referred('developmentIncomplete', failed, context, find)
  const untried = dueItems.filter(({ id }) => latestState(context, id) === 'notTried')
  if (untried[0]) return notAssessed(find, untried[0].id, 'milestonesNotTried', factsOf(untried))
  const open = (due.at(-1)?.milestones ?? []).filter(({ id }) => latestState(context, id) === undefined)
  if (open[0] && result !== 'complete')
    return notAssessed(find, open[0].id, 'milestonesNotAsked', factsOf(open))
  return whatIsToCome(months, due.length > 0, context, find)
}

/** Before the age by which it must be mastered, what is missing is encouraged. */
function whatIsToCome(months: number, isJudged: boolean, context: FieldContext, find: Find): Finding {
  const toCome = listAskedAt(months)?.milestones ?? []
  const missing = toCome.filter(({ id }) => context.answers[id] === 'cannot')
  if (missing.length > 0) {
    const settings = settingsUsed(context.settings, 'milestoneBeforeItsAge', wording)
    const detail = { fields: missing.map(({ id }) => id), facts: factsOf(missing), settings }
    return wordSetting(context.settings, 'milestoneBeforeItsAge') === 'refer'
      ? find('developmentStimulate', 'refer', { ...detail, deadline: plainDeadline(context.settings) })
      : find('developmentStimulate', 'counsel', detail)
  }
  const fields = [toCome[0]?.id ?? resultField]
  const settings = settingsUsed(context.settings, wording)
  if (isJudged) return find('developmentComplete', 'normal', { fields, settings })
  const open = toCome.filter(({ id }) => latestState(context, id) !== 'can')
  return open[0]
    ? notAssessed(find, open[0].id, 'milestonesNotAsked', factsOf(open))
    : find('developmentOnTrack', 'normal', { fields, settings })
}
