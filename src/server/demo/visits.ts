import { instrumentById } from '#domain/instruments/index.ts'
import type { Answers, Context } from '#domain/instruments/instrument.ts'
import { cardFor, type LifeStage, lifeStageOn } from '#domain/life-stage/life-stage.ts'
import { openPregnancyOn } from '#domain/pregnancy/gestation.ts'
import { defaultSettings } from '#domain/settings.ts'
import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { posyanduDayId, visitIdOnDay } from '#protocol/records/ids.ts'
import { measure } from './answers.ts'
import { minutesAfterOpening } from './calendar.ts'
import { completeAnswers, confirmedFields } from './complete-answers.ts'
import type { DemoGroup, DemoPerson, DemoVisit } from './demo.ts'
import { knownOn } from './known-on.ts'
import { recordId } from './ids.ts'
import type { Random } from './random.ts'

/** How often people of a stage come to the post. */
const attendance: Readonly<Record<LifeStage, number>> = {
  ibuHamil: 0.9,
  nifas: 0.6,
  bayi: 0.92,
  balita: 0.85,
  apras: 0.6,
  usiaSekolah: 0.3,
  remaja: 0.35,
  dewasa: 0.35,
  lansia: 0.6,
}
/** Of those who did not come, these are visited at home within the following days. */
const visitedAtHome = 0.05
/** A newborn is not carried to the post in the first days of life. */
const staysInDays = 5

/** A person with their visits so far. */
type Course = { readonly person: DemoPerson; readonly visits: DemoVisit[] }

/** The visits of one hari buka and of the home visits after it, each written at its own time. */
export function visitsOfDay(
  random: Random,
  courses: readonly Course[],
  held: CalendarDay,
  today: CalendarDay,
): readonly DemoGroup[] {
  let served = 0
  return courses.flatMap((course): DemoGroup[] => {
    const stage = lifeStageOn(course.person, held)
    if (stage === undefined || held < addDays(course.person.birthDate, staysInDays)) return []
    if (random.chance(attendance[stage])) {
      served += 1
      return visitAt(random, course, held, { place: 'posyandu', minutes: 4 + served * 2 })
    }
    const day = addDays(held, random.whole(2, 9))
    if (day >= today || !random.chance(visitedAtHome)) return []
    return visitAt(random, course, day, { place: 'home', minutes: random.whole(60, 480) })
  })
}

type Occasion = { readonly place: 'posyandu' | 'home'; readonly minutes: number }

function visitAt(
  random: Random,
  { person, visits }: Course,
  day: CalendarDay,
  occasion: Occasion,
): DemoGroup[] {
  const pregnancies = person.pregnancies.filter((episode) => knownOn(episode) <= day)
  const card = cardFor({ birthDate: person.birthDate, pregnancies }, day)
  const instrument = card && instrumentById(card)
  if (card === undefined || instrument === undefined) return []
  const context = contextOf(person, pregnancies, visits, day, occasion)
  const answers = completeAnswers(instrument, measure(random, person, card, day), context)
  const confirmed = confirmedFields(instrument, answers, context)
  visits.push({ day, instrument: card, answers, onPosyanduDay: occasion.place === 'posyandu' })
  const at = minutesAfterOpening(day, occasion.minutes)
  const { id, header } = placed(random, person, day, at, occasion.place)
  const set = {
    personId: person.id,
    visitedOn: day,
    ...header,
    instrument: card,
    instrumentEdition: instrument.edition,
    ...(confirmed.length > 0 && { confirmed }),
    // Answers are JSON; those left out are not among them.
    ...(answers as Readonly<Record<string, FieldValue>>),
  }
  return [{ at, posyanduId: person.posyanduId, changes: [{ kind: 'visit', id, set }] }]
}

function contextOf(
  person: DemoPerson,
  pregnancies: DemoPerson['pregnancies'],
  history: readonly DemoVisit[],
  day: CalendarDay,
  { place }: Occasion,
): Context {
  return {
    person: { sex: person.sex, birthDate: person.birthDate },
    birthDateExact: person.fields.birthDatePrecision === 'day',
    day,
    history: [...history],
    settings: defaultSettings,
    given: givenOf(person, pregnancies, day),
    onPosyanduDay: place === 'posyandu',
  }
}

function placed(random: Random, person: DemoPerson, day: CalendarDay, at: number, place: Occasion['place']) {
  if (place === 'home') return { id: recordId(random, at), header: { place } }
  const dayId = posyanduDayId(person.posyanduId, day)
  return { id: visitIdOnDay(dayId, person.id), header: { place, posyanduDayId: dayId } }
}

/** What the card reads from the person's and the pregnancy's own records. */
function givenOf({ fields }: DemoPerson, pregnancies: DemoPerson['pregnancies'], day: CalendarDay): Answers {
  const { birthWeightKg, gestationAtBirthWeeks } = fields
  const open = openPregnancyOn(pregnancies, day)
  const { id: _, endedOn: __, outcome: ___, ...episode } = open ?? { id: '' }
  return {
    ...(birthWeightKg !== undefined && { birthWeightKg }),
    ...(gestationAtBirthWeeks !== undefined && { gestationAtBirthWeeks }),
    ...episode,
  }
}
