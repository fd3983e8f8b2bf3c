import {
  type Answers,
  cardIds,
  type Field,
  type Instrument,
  type Step,
} from '#domain/instruments/instrument.ts'
import type { LifeStage } from '#domain/life-stage/life-stage.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { measure, measureIfAsked } from './answers.ts'
import { caseOf } from './cases.ts'
import type { Conversation } from './complete-answers.ts'
import type { DemoPerson } from './demo.ts'
import type { Random } from './random.ts'
import { sayingsOf } from './sayings.ts'
import type { Telling } from './visits.ts'

/** A conversation with what was measured before it. */
export type Talk = Conversation & { readonly finds: Answers }

/** On a full morning a kader measures and goes on to the next: so often the card stays at its second or third step. */
const stopsAfterMeasuring = 0.07
const stopsBeforeServing = 0.05
/** So often the milestones are gone through one by one; else the list of the KIA book is read. */
const goesThroughMilestones = 0.25

/** How a visit of this person goes. */
export function conversation(
  { random, best, nth }: Telling,
  person: DemoPerson,
  instrument: Instrument,
  stage: LifeStage,
  day: CalendarDay,
): Talk {
  const card = cardIds.find((id) => id === instrument.id)
  const measured = card ? measure(random, person, card, day) : {}
  const found = instrument.kind === 'card' ? caseOf(stage, nth(stage)) : undefined
  const says = { ...sayingsOf(random, person, instrument, day), ...found?.says }
  return {
    best,
    says,
    shows: measureIfAsked(random, person, day, measured),
    finds: { ...measured, ...found?.finds },
    leaves: leavesOut(random),
    lastStep: found ? 5 : lastStepOf(random, instrument),
  }
}

function lastStepOf(random: Random, { kind }: Instrument): Step {
  if (kind !== 'card') return 5
  if (random.chance(stopsAfterMeasuring)) return 2
  return random.chance(stopsBeforeServing) ? 3 : 5
}

const isMilestone = ({ battery }: Field) => battery?.startsWith('milestones') ?? false

/** Development is told item by item or as one result, never both. */
const leavesOut = (random: Random): Conversation['leaves'] =>
  random.chance(goesThroughMilestones) ? ({ id }) => id === 'developmentChecklist' : isMilestone
