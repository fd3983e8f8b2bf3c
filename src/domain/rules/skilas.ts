import { ageIn } from '#domain/instruments/age-in.ts'
import type { Context, FieldContext, Rule } from '#domain/instruments/instrument.ts'
import { isDueAgain } from '#domain/instruments/due-again.ts'
import { isNotMeasured, numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { numberSetting } from '#domain/settings.ts'
import { olderMuacLimitCm } from './adult-muac.ts'
import { aksPoints } from './aks.ts'
import { defineRule, notAssessed, settingsUsed } from './define-rule.ts'

/** Five times up from the chair within these seconds (KMK HK.01.07/MENKES/2015/2023, Formulir 5). */
export const chairLimitSeconds = 14

/** True: ticked. False: fine. `undefined`: open. */
type Tick = boolean | undefined

/** One tick is enough; without one, every part of the domain must be answered. */
const anyOf = (...ticks: readonly Tick[]): Tick => {
  if (ticks.includes(true)) return true
  return ticks.includes(undefined) ? undefined : false
}

const wrong = (context: FieldContext, id: string): Tick => {
  const said = textIn(context.answers, id)
  return said === undefined ? undefined : said === 'wrong'
}

const yes = ({ answers }: FieldContext, id: string): Tick => yesNoIn(answers, id)

/** Failed, or could not be done. */
const failed = ({ answers }: FieldContext, id: string): Tick => {
  const answer = answers[id]
  if (isNotMeasured(answer) && answer.state === 'cannotBeDone') return true
  const passed = yesNoIn(answers, id)
  return passed === undefined ? undefined : !passed
}

function cognition(context: FieldContext): Tick {
  const recall = textIn(context.answers, 'skilasRecall')
  return anyOf(
    wrong(context, 'skilasTime'),
    wrong(context, 'skilasPlace'),
    recall === undefined ? undefined : recall !== 'all',
  )
}

/** Who is moved from bed to chair with much help, or is in acute pain, does not stand up for a test: ticked, not tried. */
export function chairTestIsUnsafe({ answers }: FieldContext): boolean {
  const transfer = aksPoints('aksTransfer', answers)
  return yesNoIn(answers, 'skilasChairUnsafe') === true || (transfer !== undefined && transfer <= 1)
}

function mobility(context: FieldContext): Tick {
  if (chairTestIsUnsafe(context)) return true
  const stood = failed(context, 'skilasChair')
  const seconds = numberIn(context.answers, 'skilasChairSeconds')
  if (stood === true) return true
  return seconds === undefined ? stood : seconds > chairLimitSeconds
}

function malnutrition(context: FieldContext): Tick {
  const muacCm = numberIn(context.answers, 'muacCm')
  const thin = muacCm === undefined ? yes(context, 'skilasMuacLow') : muacCm < olderMuacLimitCm
  return anyOf(yes(context, 'skilasWeightLoss'), yes(context, 'skilasAppetite'), thin)
}

/** With an eye problem, or medicine for diabetes or hypertension, no test is needed. */
function sight(context: FieldContext): Tick {
  const problem = yes(context, 'skilasEyeProblem')
  if (problem === true) return true
  const test = failed(context, 'skilasSightTest')
  return test === true ? true : problem === undefined || test === undefined ? undefined : false
}

const hearing = (context: FieldContext): Tick => failed(context, 'skilasWhisper')

const mood = (context: FieldContext): Tick => anyOf(yes(context, 'skilasSad'), yes(context, 'skilasInterest'))

type Domain = {
  readonly id: string
  readonly tick: (context: FieldContext) => Tick
  readonly fields: readonly string[]
}

/** The six domains of intrinsic capacity, in the order of the form. */
const domains: readonly Domain[] = [
  { id: 'skilasCognition', tick: cognition, fields: ['skilasTime', 'skilasPlace', 'skilasRecall'] },
  {
    id: 'skilasMobility',
    tick: mobility,
    fields: ['skilasChair', 'skilasChairSeconds', 'skilasChairUnsafe'],
  },
  {
    id: 'skilasNutrition',
    tick: malnutrition,
    fields: ['skilasWeightLoss', 'skilasAppetite', 'skilasMuacLow', 'muacCm'],
  },
  { id: 'skilasSight', tick: sight, fields: ['skilasEyeProblem', 'skilasSightTest'] },
  { id: 'skilasHearing', tick: hearing, fields: ['skilasWhisper'] },
  { id: 'skilasMood', tick: mood, fields: ['skilasSad', 'skilasInterest'] },
]

const isOlder = (context: Context) => (ageIn(context)?.years ?? lansiaFromYears) >= lansiaFromYears

const ofSkilas = domains.flatMap(({ fields }) => fields).filter((id) => id !== 'muacCm')

/** Begun, due, or taken up by itself: what the arm alone says in other months is not SKILAS. */
const isTaken = (context: FieldContext): boolean =>
  context.instrument === 'skilas' ||
  ofSkilas.some((id) => context.answers[id] !== undefined) ||
  isDueAgain(context, 'skilasRecall', numberSetting(context.settings, 'geriatricScreeningMonths'))

/** A tick in any domain is followed up by nakes; a domain that is not finished is never fine. */
export const skilas: readonly Rule[] = domains.map(({ id, tick, fields }) =>
  defineRule(
    {
      id,
      card: 'L-SKILAS',
      edition: 'kmk-2015-2023',
      source: 'KMK HK.01.07/MENKES/2015/2023, Formulir 5',
      outcomes: [`${id}Impaired`, `${id}Fine`, 'notAssessed'],
      judges: fields,
      concerns: (context) => isOlder(context) && isTaken(context),
    },
    (context, find) => {
      const found = tick(context)
      const first = fields.find((field) => context.answers[field] !== undefined)
      const detail = {
        fields: [first ?? fields[0] ?? id],
        facts: id === 'skilasMobility' ? chairFacts(context) : {},
        settings: settingsUsed(context.settings, 'skilasWordingConfirmed'),
      }
      if (found === true) return [find(`${id}Impaired`, 'refer', { ...detail, deadline: 'month' })]
      if (found === false) return [find(`${id}Fine`, 'normal', detail)]
      return first === undefined ? [] : [notAssessed(find, unfinished(context, fields), 'notAnswered')]
    },
  ),
)

const unfinished = ({ answers }: FieldContext, fields: readonly string[]): string =>
  fields.find((field) => answers[field] === undefined) ?? fields[0] ?? ''

function chairFacts(context: FieldContext) {
  const seconds = numberIn(context.answers, 'skilasChairSeconds')
  return {
    limit: chairLimitSeconds,
    ...(seconds !== undefined && { value: seconds }),
    ...(chairTestIsUnsafe(context) && { notTried: 1 }),
  }
}
