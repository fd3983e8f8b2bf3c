import type { Answers, Context, Instrument } from '#domain/instruments/instrument.ts'
import { type LifeStage, lifeStageOn } from '#domain/life-stage/life-stage.ts'
import type { DoseId } from '#domain/schedule/dose-ids.ts'
import { dosesGivenField } from '#domain/schedule/doses.ts'
import { defaultSettings } from '#domain/settings.ts'
import { completedMonths } from '#domain/time/age.ts'
import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import { contextWith } from '#domain/visit/context-for.ts'
import { instrumentsForVisit } from '#domain/visit/instruments-for-visit.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { posyanduDayId, visitIdOnDay } from '#protocol/records/ids.ts'
import type { BestAnswer } from './best-answers.ts'
import { minutesAfterOpening } from './calendar.ts'
import { completeAnswers, confirmedFields } from './complete-answers.ts'
import { conversation } from './conversation.ts'
import { type Course, fileOn } from './course.ts'
import type { DemoChange, DemoGroup, DemoPerson } from './demo.ts'
import { dosesOn, givenDoses, isImmunised, lastMonthAtPost } from './doses.ts'
import { recordId } from './ids.ts'
import { keptOn, newlyKept } from './kept.ts'
import { episodesOn, isInChildbed } from './pregnancies.ts'
import type { Random } from './random.ts'

/** How often people of a stage come to the post. */
const attendance: Readonly<Record<LifeStage, number>> = {
  ibuHamil: 0.9,
  nifas: 0.9,
  bayi: 0.92,
  balita: 0.85,
  apras: 0.6,
  usiaSekolah: 0.3,
  remaja: 0.35,
  dewasa: 0.35,
  lansia: 0.6,
}
/** Of those who did not come, these are visited at home within the following days: mothers and infants first. */
const visitedAtHome = (stage: LifeStage) => (soonVisited.has(stage) ? 0.5 : 0.06)
const soonVisited: ReadonlySet<LifeStage> = new Set(['ibuHamil', 'nifas', 'bayi'])
/** At home the checklist of home visits is taken, or the card with scales and cuff. */
const onChecklist = 0.75
/** On some of these visits the house itself is looked at. */
const ofTheHouse = 0.15
/** A newborn is not carried to the post in the first days of life. */
const staysInDays = 5

/** What all visits of the demo share. */
export type Telling = {
  readonly random: Random
  readonly best: BestAnswer
  /** How many visits of a stage there were before this one. */
  readonly nth: (stage: LifeStage) => number
}

/** The visits of one hari buka and of the home visits after it, each written at its own time. */
export function visitsOfDay(
  telling: Telling,
  courses: readonly Course[],
  held: CalendarDay,
  today: CalendarDay,
): readonly DemoGroup[] {
  const { random } = telling
  let served = 0
  return courses.flatMap((course): DemoGroup[] => {
    const stage = stageOn(course.person, held)
    if (stage === undefined || staysIn(course.person, held)) return []
    if (random.chance(attendance[stage])) {
      served += 1
      return visitAt(telling, course, held, { place: 'posyandu', minutes: 4 + served * 2 })
    }
    const day = addDays(held, random.whole(2, 9))
    if (day >= today || !random.chance(visitedAtHome(stage))) return []
    return visitAt(telling, course, day, { place: 'home', minutes: random.whole(60, 480) })
  })
}

const stageOn = ({ birthDate, pregnancies }: DemoPerson, day: CalendarDay) =>
  lifeStageOn({ birthDate, pregnancies: episodesOn(pregnancies, day) }, day)

const staysIn = ({ birthDate, pregnancies }: DemoPerson, day: CalendarDay) =>
  day < addDays(birthDate, staysInDays) || isInChildbed(pregnancies, day)

type Occasion = { readonly place: 'posyandu' | 'home'; readonly minutes: number }

function visitAt(telling: Telling, course: Course, day: CalendarDay, occasion: Occasion): DemoGroup[] {
  const { random } = telling
  const { person, visits } = course
  const file = fileOn(course, day)
  const instrument = instrumentFor(random, person, file, day, occasion)
  const stage = stageOn(person, day)
  if (instrument === undefined || stage === undefined) return []
  const at = minutesAfterOpening(day, occasion.minutes)
  const { id, header } = placed(random, person, day, at, occasion.place)
  const given = dosesGivenOn(random, course, instrument, day, occasion)
  const context = contextOf(course, file, day, occasion)
  const answers = answersOf(telling, { course, instrument, stage, day, context, given })
  const confirmed = confirmedFields(instrument, answers, context)
  visits.push({ day, instrument: instrument.id, answers, onPosyanduDay: occasion.place === 'posyandu' })
  const set = {
    personId: person.id,
    visitedOn: day,
    ...header,
    instrument: instrument.id,
    instrumentEdition: instrument.edition,
    ...(confirmed.length > 0 && { confirmed }),
    ...fieldValues(answers),
  }
  const changes = [
    ...keptChange(course, day),
    { kind: 'visit' as const, id, set },
    ...givenDoses(person.id, id, day, given),
  ]
  return [{ at, posyanduId: person.posyanduId, changes }]
}

/** Answers are JSON; those left out are not among them. */
const fieldValues = (answers: Answers) => answers as Readonly<Record<string, FieldValue>>

/** What the person's record is told for the first time at this visit. */
function keptChange(course: Course, day: CalendarDay): readonly DemoChange[] {
  const news = newlyKept(keptOn(course.person, day), course.kept)
  course.kept = { ...course.kept, ...news }
  return Object.keys(news).length > 0
    ? [{ kind: 'person', id: course.person.id, set: fieldValues(news) }]
    : []
}

/** On what the visit is written: at the post the card, at home mostly a checklist, of TBC where it is feared. */
function instrumentFor(
  random: Random,
  { traits }: DemoPerson,
  file: PersonFile,
  day: CalendarDay,
  { place }: Occasion,
): Instrument | undefined {
  const [card, ...others] = instrumentsForVisit(file, day, defaultSettings, { place, role: 'kader' })
  if (place === 'posyandu' || !random.chance(onChecklist)) return card
  const checklists = others.filter(({ kind }) => kind === 'homeVisit')
  const wanted =
    traits.coughs || traits.livesWithTbc ? 'kr-tbc' : random.chance(ofTheHouse) ? 'kr-keluarga' : ''
  return checklists.find(({ id }) => id === wanted) ?? checklists[0]
}

/** The doses that a child is given at the post; they are told of it from then on. */
function dosesGivenOn(
  random: Random,
  course: Course,
  instrument: Instrument,
  day: CalendarDay,
  { place }: Occasion,
): readonly DoseId[] {
  const isOfAge = (completedMonths(course.person.birthDate, day) ?? 0) <= lastMonthAtPost
  if (instrument.id !== 'balita' || place !== 'posyandu' || !isOfAge) return []
  const given = dosesOn(random, course.person, course.doses, day)
  course.doses = { ...course.doses, ...Object.fromEntries(given.map((dose) => [dose, day])) }
  return given
}

function contextOf(course: Course, file: PersonFile, day: CalendarDay, { place }: Occasion): Context {
  // The history grows with every visit; a context keeps the one of its day.
  const history = [...course.visits]
  return { ...contextWith(file, day, defaultSettings, history), onPosyanduDay: place === 'posyandu' }
}

type Asked = {
  readonly course: Course
  readonly instrument: Instrument
  readonly stage: LifeStage
  readonly day: CalendarDay
  readonly context: Context
  readonly given: readonly DoseId[]
}

function answersOf(telling: Telling, { course, instrument, stage, day, context, given }: Asked): Answers {
  const { person, doses } = course
  const talk = conversation(telling, person, instrument, stage, day)
  const says = { immunisationComplete: isImmunised(person, doses, day), ...talk.says }
  const doseAnswer: Answers = given.length > 0 ? { [dosesGivenField]: given } : {}
  const answers = completeAnswers(instrument, { ...talk.finds, ...doseAnswer }, context, {
    ...talk,
    says,
  })
  const { [dosesGivenField]: _, ...own } = answers
  return own
}

function placed(random: Random, person: DemoPerson, day: CalendarDay, at: number, place: Occasion['place']) {
  if (place === 'home') return { id: recordId(random, at), header: { place } }
  const dayId = posyanduDayId(person.posyanduId, day)
  return { id: visitIdOnDay(dayId, person.id), header: { place, posyanduDayId: dayId } }
}
