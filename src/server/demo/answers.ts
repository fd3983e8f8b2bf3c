import type { Answers, CardId, GroupValue } from '#domain/instruments/instrument.ts'
import { gestationOn, openPregnancyOn } from '#domain/pregnancy/gestation.ts'
import { ageDays, completedMonths } from '#domain/time/age.ts'
import { type CalendarDay, partsOf } from '#domain/time/calendar-day.ts'
import { curveValue } from '#domain/growth/curves.ts'
import { clamp, round, sizeOn } from './body.ts'
import type { DemoPerson } from './demo.ts'
import type { Random } from './random.ts'

/** What is measured of a person on a day, by the card. Questions that a value raises are answered by `completeAnswers`. */
export function measure(random: Random, person: DemoPerson, card: CardId, day: CalendarDay): Answers {
  if (card === 'balita') return measureChild(random, person, day)
  if (card === 'ibu-hamil') return measurePregnant(random, person, day)
  return card === 'remaja' ? measureYoung(random, person, day) : measureAdult(random, person, card, day)
}

function measureChild(random: Random, person: DemoPerson, day: CalendarDay): Answers {
  const days = ageDays(person.birthDate, day) ?? 0
  const months = completedMonths(person.birthDate, day) ?? 0
  const size = sizeOn(person.body, person.sex, person.birthDate, day)
  const head = curveValue('headCircumferenceByDay', person.sex, Math.min(days, 1856), person.body.heightZ / 2)
  const arm = curveValue('muacByDay', person.sex, clamp(days, 91, 1856), person.body.bmiZ * 0.8)
  const lengthIsTaken = months < 24 || random.chance(0.85) || partsOf(day).month % 6 === 2
  return {
    weightKg: round(clamp(size.weightKg + random.normal(0, 0.06), 1.6, 40), months < 12 ? 2 : 1),
    ...(lengthIsTaken && {
      lengthHeight: {
        lengthHeightCm: round(clamp(size.heightCm + random.normal(0, 0.25), 42, 140), 1),
        position: months < 24 ? 'lying' : 'standing',
      },
    }),
    ...(!lengthIsTaken &&
      random.chance(0.1) && { lengthHeight: { state: 'notMeasured', reason: 'noDevice' } }),
    ...((months <= 24 || partsOf(day).month % 6 === 2) &&
      months <= 60 && { headCircumferenceCm: round(clamp((head ?? 45) + random.normal(0, 0.2), 31, 56), 1) }),
    ...(months >= 6 &&
      months < 60 && { muacCm: round(clamp((arm ?? 14.5) + random.normal(0, 0.2), 10.4, 21), 1) }),
  }
}

/** Whole mmHg about what is usual at an age, so many above it; low in children, rising with the years. */
function pressure(random: Random, years: number, above: number): GroupValue {
  const usual = years < 18 ? 88 + years * 1.4 : 104 + years * 0.42
  const systolic = clamp(usual + above + random.normal(0, 6), 84, 206)
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

const isOutside = ({ systolicMmHg, diastolicMmHg }: GroupValue, low: boolean) =>
  Number(systolicMmHg) >= 140 ||
  Number(diastolicMmHg) >= 90 ||
  (low && (Number(systolicMmHg) < 90 || Number(diastolicMmHg) < 60))

function measurePregnant(random: Random, person: DemoPerson, day: CalendarDay): Answers {
  const episode = openPregnancyOn(person.pregnancies, day)
  const weeks = (episode && gestationOn(episode, day)?.weeks) ?? 20
  const gain = weeks <= 13 ? (weeks / 13) * 1.2 : 1.2 + (weeks - 13) * (0.36 + person.body.bmiZ * 0.05)
  const late = person.body.pressureRisesLate && weeks >= 30 ? 50 : 0
  const first = pressure(random, 24, person.body.pressureAbove + late)
  return {
    weightKg: round((episode?.prePregnancyWeightKg ?? 52) + gain + random.normal(0, 0.4), 1),
    muacCm: round(clamp(26 + person.body.bmiZ * 2.1 + random.normal(0, 0.3), 20, 36), 1),
    bloodPressure: first,
    ...(isOutside(first, false) && { bloodPressureRepeat: settled(random, first) }),
  }
}

function measureYoung(random: Random, person: DemoPerson, day: CalendarDay): Answers {
  const size = sizeOn(person.body, person.sex, person.birthDate, day)
  const months = completedMonths(person.birthDate, day) ?? 0
  const years = Math.floor(months / 12)
  const first = pressure(random, years, person.body.pressureAbove * 0.7)
  const girl = person.sex === 'female' && years >= 10
  return {
    weightKg: round(clamp(size.weightKg + random.normal(0, 0.3), 12, 110), 1),
    heightCm: round(clamp(size.heightCm + random.normal(0, 0.2), 92, 192), 1),
    ...(years >= 15 && {
      waistCm: round(clamp(70 + person.body.bmiZ * 6 + random.normal(0, 1), 52, 120), 1),
    }),
    ...(girl && { muacCm: round(clamp(14.5 + years * 0.55 + person.body.bmiZ * 1.8, 14, 36), 1) }),
    bloodPressure: first,
    ...(Number(first['systolicMmHg']) >= 120 && { bloodPressureRepeat: settled(random, first) }),
  }
}

function measureAdult(random: Random, person: DemoPerson, card: CardId, day: CalendarDay): Answers {
  const { body, sex } = person
  const size = sizeOn(body, sex, person.birthDate, day)
  const years = Math.floor((completedMonths(person.birthDate, day) ?? 360) / 12)
  const first = pressure(random, years, person.body.pressureAbove)
  const waist = body.adultBmi * 2.45 + (sex === 'male' ? 27 : 24)
  return {
    hypertensionDiagnosed: body.hypertensive && body.pressureAbove > 22,
    diabetesDiagnosed: body.diabetic && body.glucoseMgPerDl > 200,
    weightKg: round(clamp(size.weightKg + random.normal(0, 0.7), 31, 140), 1),
    heightCm: size.heightCm,
    ...(card === 'lansia' && { heightMethod: 'standing' }),
    waistCm: round(clamp(waist + random.normal(0, 1.2), 55, 140), 1),
    bloodPressure: first,
    ...(isOutside(first, true) && { bloodPressureRepeat: settled(random, first) }),
    ...((years >= 40 || random.chance(0.4)) && {
      bloodGlucose: {
        mgPerDl: Math.round(clamp(body.glucoseMgPerDl + random.normal(0, 14), 62, 420)),
        kind: random.chance(0.15) ? 'fasting' : 'random',
      },
    }),
  }
}
