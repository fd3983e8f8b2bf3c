import { assess, checkAnswer, fieldContextOf, requiredFields } from '#domain/instruments/index.ts'
import type {
  Answers,
  AnswerValue,
  Context,
  Field,
  FieldContext,
  Instrument,
  Level,
} from '#domain/instruments/instrument.ts'
import { ageStageOn } from '#domain/life-stage/life-stage.ts'
import { candidatesOf } from './candidates.ts'

/** What somebody without complaint answers to a question beside their other answers. Nothing where no answer fits. */
export type BestAnswer = (
  instrument: Instrument,
  field: Field,
  answers: Answers,
  context: Context,
) => AnswerValue | undefined

/** How much a finding speaks against an answer. */
const harm: Readonly<Record<Level, number>> = {
  emergency: 10_000,
  refer: 1000,
  confirm: 100,
  counsel: 10,
  notAssessed: 1,
  normal: 0,
}

/**
 * Tries every answer by the rules and takes the one with the mildest findings, of equals the one that raises the
 * fewest questions. What was found once for a question and a stage of life holds for all of it, as long as it is taken.
 */
export function createBestAnswer(): BestAnswer {
  const found = new Map<string, number>()
  return (instrument, field, answers, context) => {
    const within = fieldContextOf(instrument, answers, context)
    const candidates = candidatesOf(field, within)
    const isTaken = (value: AnswerValue | undefined): value is AnswerValue =>
      value !== undefined && checkAnswer(field, value, within).status === 'ok'
    const key = [instrument.id, field.id, ageStageOn(context.person.birthDate, context.day)].join(' ')
    const known = candidates[found.get(key) ?? -1]
    if (isTaken(known)) return known
    const taken = candidates.filter(isTaken)
    const harms = taken.map((value) => harmOf(instrument, { ...answers, [field.id]: value }, context))
    const mildest = taken.filter((_, at) => harms[at] === Math.min(...harms))
    const best = leastAsking(
      mildest,
      (value) => fieldContextOf(instrument, { ...answers, [field.id]: value }, context),
      instrument,
    )
    if (best !== undefined) found.set(key, candidates.indexOf(best))
    return best
  }
}

const harmOf = (instrument: Instrument, answers: Answers, context: Context): number =>
  assess(instrument.id, answers, context).reduce((sum, { level }) => sum + harm[level], 0)

/** Of answers that are equally mild the one after which the fewest questions must be answered; the first of those. */
function leastAsking(
  equals: readonly AnswerValue[],
  contextOf: (value: AnswerValue) => FieldContext,
  instrument: Instrument,
): AnswerValue | undefined {
  if (equals.length < 2) return equals[0]
  const asking = equals.map((value) => requiredFields(instrument, contextOf(value)).length)
  return equals[asking.indexOf(Math.min(...asking))]
}
