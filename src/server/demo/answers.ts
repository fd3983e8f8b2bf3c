import type { Answers, CardId, GroupValue } from '#domain/instruments/instrument.ts'
import { gestationOn, openPregnancyOn } from '#domain/pregnancy/gestation.ts'
import { ageDays, completedMonths } from '#domain/time/age.ts'
import { type CalendarDay, daysBetween, partsOf } from '#domain/time/calendar-day.ts'
import { groupOf } from '#domain/instruments/read-answer.ts'
import { curveValue } from '#domain/growth/curves.ts'
import { clamp, round, sizeOn } from './body.ts'
import type { DemoPerson } from './demo.ts'
import { isKnownHypertensive } from './kept.ts'
import { episodesOn } from './pregnancies.ts'
import type { Random } from './random.ts'

/** What is measured of a person on a day, by the card. Questions that a value raises are answered by `completeAnswers`. */
export function measure(random: Random, person: DemoPerson, card: CardId, day: CalendarDay): Answers {
  if (card === 'balita') return measureChild(random, person, day)
  if (card === 'ibu-hamil') return measurePregnant(random, person, day)
  if (card === 'nifas') return measurePostpartum(random, person, day)
  return card === 'remaja' ? measureYoung(random, person, day) : measureAdult(random, person, card, day)
}

function measureChild(random: Random, person: DemoPerson, day: CalendarDay): Answers {
  const days = ageDays(person.birthDate, day) ?? 0
  const months = completedMonths(person.birthDate, day) ?? 0
  const size = sizeOn(person.body, person.sex, person.birthDate, day)
  const arm = curveValue('muacByDay', person.sex, clamp(days, 91, 1856), person.body.bmiZ * 0.8)
  const lengthIsTaken = months < 24 || random.chance(0.85) || partsOf(day).month % 6 === 2
  return {
    weightKg: round(clamp(size.weightKg + random.normal(0, 0.03), 1.6, 40), months < 12 ? 2 : 1),
    ...(lengthIsTaken && {
      lengthHeight: {
        lengthHeightCm: round(clamp(size.heightCm + random.normal(0, 0.25), 42, 140), 1),
        position: months < 24 ? 'lying' : 'standing',
      },
    }),
    ...(!lengthIsTaken &&
      random.chance(0.1) && { lengthHeight: { state: 'notMeasured', reason: 'noDevice' } }),
    ...(months >= 6 &&
      months < 60 && { muacCm: round(clamp((arm ?? 14.5) + random.normal(0, 0.2), 10.4, 21), 1) }),
  }
}

/** What tape, cuff and meter show beside the measurements, where the card must have it that day. */
export function measureIfAsked(
  random: Random,
  person: DemoPerson,
  day: CalendarDay,
  measured: Answers,
): Answers {
  const days = ageDays(person.birthDate, day) ?? 0
  const head = curveValue('headCircumferenceByDay', person.sex, Math.min(days, 1856), person.body.heightZ / 2)
  return {
    headCircumferenceCm: round(clamp((head ?? 45) + random.normal(0, 0.2), 31, 56), 1),
    bloodGlucose: glucose(random, person.body.glucoseMgPerDl),
    bloodPressureRepeat: settled(random, groupOf(measured['bloodPressure']) ?? pressure(random, 30, 0)),
    muacCm: round(clamp(26 + person.body.bmiZ * 2 + random.normal(0, 0.3), 20, 36), 1),
    temperatureC: round(clamp(random.normal(36.6, 0.2), 36.1, 37.2), 1),
  }
}

/** Whole mmHg about what is usual at an age, so many above it; low in children, rising with the years. */
function pressure(random: Random, years: number, above: number): GroupValue {
  const usual = years < 18 ? 88 + years * 1.4 : 102 + years * 0.3
  const systolic = clamp(usual + above + random.normal(0, 5), 92, 206)
  const child = 44 + years + above * 0.5
  const adult = 40 + systolic * 0.3
  const diastolic = clamp((years < 18 ? child : adult) + random.normal(0, 4), 45, 122)
  return { systolicMmHg: Math.round(systolic), diastolicMmHg: Math.round(Math.min(diastolic, systolic - 22)) }
}

function settled(random: Random, { systolicMmHg, diastolicMmHg }: GroupValue): GroupValue {
  return {
    systolicMmHg: Number(systolicMmHg) - random.whole(0, 8),
    diastolicMmHg: Number(diastolicMmHg) - random.whole(0, 5),
  }
}

function measurePregnant(random: Random, person: DemoPerson, day: CalendarDay): Answers {
  const episode = openPregnancyOn(episodesOn(person.pregnancies, day), day)
  const weeks = (episode && gestationOn(episode, day)?.weeks) ?? 20
  const gain = weeks <= 13 ? (weeks / 13) * 1.2 : 1.2 + (weeks - 13) * (0.42 + person.body.bmiZ * 0.05)
  const late = person.body.pressureRisesLate && weeks >= 30 ? 50 : 0
  const bloodPressure = pressure(random, 24, person.body.pressureAbove + late)
  return {
    weightKg: round((episode?.prePregnancyWeightKg ?? 52) + gain + random.normal(0, 0.4), 1),
    muacCm: round(clamp(26 + person.body.bmiZ * 2.1 + random.normal(0, 0.3), 20, 36), 1),
    bloodPressure,
  }
}

function measurePostpartum(random: Random, person: DemoPerson, day: CalendarDay): Answers {
  const ended = episodesOn(person.pregnancies, day).find(({ endedOn }) => endedOn !== undefined)
  const days = ended?.endedOn === undefined ? 0 : daysBetween(ended.endedOn, day)
  const bloodPressure = pressure(random, 26, person.body.pressureAbove)
  // Half of what was gained is still there after birth, and goes in the weeks of nifas.
  const kept = Math.max(0, 5 - days * 0.08)
  return {
    weightKg: round((ended?.prePregnancyWeightKg ?? 52) + kept + random.normal(0, 0.4), 1),
    muacCm: round(clamp(26.5 + person.body.bmiZ * 1.8 + random.normal(0, 0.3), 20, 36), 1),
    bloodPressure,
  }
}

function measureYoung(random: Random, person: DemoPerson, day: CalendarDay): Answers {
  const size = sizeOn(person.body, person.sex, person.birthDate, day)
  const months = completedMonths(person.birthDate, day) ?? 0
  const years = Math.floor(months / 12)
  const bloodPressure = pressure(random, years, person.body.pressureAbove * 0.7)
  const girl = person.sex === 'female' && years >= 10
  return {
    weightKg: round(clamp(size.weightKg + random.normal(0, 0.3), 12, 110), 1),
    heightCm: round(clamp(size.heightCm + random.normal(0, 0.2), 92, 192), 1),
    ...(years >= 15 && {
      waistCm: round(clamp(70 + person.body.bmiZ * 6 + random.normal(0, 1), 52, 120), 1),
    }),
    ...(girl && { muacCm: round(clamp(14.5 + years * 0.55 + person.body.bmiZ * 1.8, 14, 36), 1) }),
    bloodPressure,
  }
}

/** mmHg by which the tablets of a known hypertension lower it. */
const loweredByMedicine = 24

function measureAdult(random: Random, person: DemoPerson, card: CardId, day: CalendarDay): Answers {
  const { body, sex, traits } = person
  const size = sizeOn(body, sex, person.birthDate, day)
  const years = Math.floor((completedMonths(person.birthDate, day) ?? 360) / 12)
  const treated = isKnownHypertensive(body) && traits.takesTablets
  const bloodPressure = pressure(
    random,
    years,
    treated ? body.pressureAbove - loweredByMedicine : body.pressureAbove,
  )
  const waist = body.adultBmi * 2.45 + (sex === 'male' ? 27 : 20)
  return {
    weightKg: round(clamp(size.weightKg + random.normal(0, 0.7), 31, 140), 1),
    heightCm: size.heightCm,
    ...(card === 'lansia' && {
      heightMethod: 'standing',
      muacCm: round(clamp(25.5 + (body.adultBmi - 23) * 0.6 + random.normal(0, 0.3), 18, 38), 1),
    }),
    waistCm: round(clamp(waist + random.normal(0, 1.2), 55, 140), 1),
    bloodPressure,
    ...((years >= 40 || random.chance(0.4)) && {
      bloodGlucose: glucose(random, body.glucoseMgPerDl),
    }),
  }
}

/** By the meter: fasting, what is usual at other times is lower by a fifth. */
function glucose(random: Random, usual: number): GroupValue {
  const fasting = random.chance(0.15)
  const mgPerDl = (usual + random.normal(0, 12)) * (fasting ? 0.8 : 1)
  return { mgPerDl: Math.round(clamp(mgPerDl, 74, 420)), kind: fasting ? 'fasting' : 'random' }
}
