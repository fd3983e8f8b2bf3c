import type { Answers } from '#domain/instruments/instrument.ts'
import { gestationStart } from '#domain/pregnancy/gestation.ts'
import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'
import { puskesmasName } from './place.ts'
import type { Random } from './random.ts'

/** A visit to nakes of which the KIA book tells: `k1` … `k6` before birth, `kf1` … `kf4` after it. */
export type CareVisit = { readonly id: string; readonly on: CalendarDay }

type Window = { readonly id: string; readonly from: number; readonly until: number; readonly share: number }

/** Days of gestation on which most women come, within the windows of Permenkes 21/2021. */
const antenatal: readonly Window[] = [
  { id: 'k1', from: 50, until: 82, share: 0.95 },
  { id: 'k2', from: 100, until: 140, share: 0.93 },
  { id: 'k3', from: 155, until: 185, share: 0.88 },
  { id: 'k4', from: 200, until: 222, share: 0.9 },
  { id: 'k5', from: 228, until: 248, share: 0.85 },
  { id: 'k6', from: 255, until: 272, share: 0.75 },
]
/** Days after birth. */
const postpartum: readonly Window[] = [
  { id: 'kf1', from: 0, until: 1, share: 0.97 },
  { id: 'kf2', from: 3, until: 7, share: 0.88 },
  { id: 'kf3', from: 9, until: 26, share: 0.85 },
  { id: 'kf4', from: 30, until: 41, share: 0.75 },
]

/** The visits of a pregnancy and of the weeks after it, up to the day before `today`, in order. */
export function careVisits(
  random: Random,
  episode: PregnancyEpisode,
  today: CalendarDay,
): readonly CareVisit[] {
  const start = gestationStart(episode) ?? today
  const { endedOn } = episode
  const before = visitsIn(random, antenatal, start, endedOn ?? today)
  return endedOn === undefined ? before : [...before, ...visitsIn(random, postpartum, endedOn, today)]
}

const visitsIn = (
  random: Random,
  windows: readonly Window[],
  start: CalendarDay,
  end: CalendarDay,
): readonly CareVisit[] =>
  windows.flatMap(({ id, from, until, share }) => {
    const on = addDays(start, random.whole(from, until))
    return random.chance(share) && on < end ? [{ id, on }] : []
  })

/** As the card keeps them with the pregnancy. */
export const careAnswers = (visits: readonly CareVisit[]): Answers =>
  Object.fromEntries(visits.map(({ id, on }) => [id, { on, place: puskesmasName }]))

/** Of a birth, what the head of the nifas card asks. */
export function deliveryAnswers(random: Random, gestationAtDeliveryWeeks: number, order: number): Answers {
  const caesarean = random.chance(0.18)
  return {
    deliveryPlace: caesarean ? 'hospital' : random.pick(['puskesmas', 'midwifePractice', 'hospital', 'home']),
    deliveryHelper: caesarean ? 'obstetrician' : random.pick(['midwife', 'midwife', 'doctor']),
    deliveryMode: caesarean ? 'caesarean' : 'vaginal',
    birthOrderOfChild: order,
    gestationAtDeliveryWeeks,
    motherAtDelivery: 'well',
    earlyBreastfeeding: !caesarean || random.chance(0.5),
  }
}
