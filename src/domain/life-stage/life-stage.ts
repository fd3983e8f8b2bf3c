import type { CardId } from '#domain/instruments/instrument.ts'
import { openPregnancyOn, postpartumDaysOn } from '#domain/pregnancy/gestation.ts'
import { numberSetting, type Settings } from '#domain/settings.ts'
import { completedMonths } from '#domain/time/age.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'

export const lifeStages = [
  'ibuHamil',
  'nifas',
  'bayi',
  'balita',
  'apras',
  'usiaSekolah',
  'remaja',
  'dewasa',
  'lansia',
] as const
export type LifeStage = (typeof lifeStages)[number]

/** First completed month of each stage (KMK HK.01.07/MENKES/2015/2023). */
export const balitaFromMonths = 12
export const aprasFromMonths = 60
export const usiaSekolahFromMonths = 72
export const remajaFromYears = 10
export const lansiaFromYears = 60
/** The first year of age that counts as adult: the juknis says 18, the printed cards 19. */
export const adultFromYears = (settings: Settings = {}): number => numberSetting(settings, 'adultFromYears')

/** What a stage depends on. */
export type StageFile = Pick<PersonFile, 'birthDate' | 'pregnancies'>

/** The stage by age alone. Nothing where the birth date is unknown or lies ahead. */
export function ageStageOn(
  birthDate: CalendarDay | undefined,
  day: CalendarDay,
  settings: Settings = {},
): LifeStage | undefined {
  const months = birthDate === undefined ? undefined : completedMonths(birthDate, day)
  if (months === undefined) return undefined
  if (months < balitaFromMonths) return 'bayi'
  if (months < aprasFromMonths) return 'balita'
  if (months < usiaSekolahFromMonths) return 'apras'
  const years = Math.floor(months / 12)
  if (years < remajaFromYears) return 'usiaSekolah'
  if (years < adultFromYears(settings)) return 'remaja'
  return years < lansiaFromYears ? 'dewasa' : 'lansia'
}

/** The stage of a person on a day: an open pregnancy first, then nifas, then age. */
export function lifeStageOn(
  file: StageFile,
  day: CalendarDay,
  settings: Settings = {},
): LifeStage | undefined {
  if (openPregnancyOn(file.pregnancies, day)) return 'ibuHamil'
  if (postpartumDaysOn(file.pregnancies, day) !== undefined) return 'nifas'
  return ageStageOn(file.birthDate, day, settings)
}

const cardOfStage = {
  bayi: 'balita',
  balita: 'balita',
  apras: 'balita',
  usiaSekolah: 'remaja',
  remaja: 'remaja',
  dewasa: 'dewasa',
  lansia: 'lansia',
} as const satisfies Partial<Record<LifeStage, CardId>>

/** The card that a visit on a day is written on: an open pregnancy's first, else by age. */
export function cardFor(file: StageFile, day: CalendarDay, settings: Settings = {}): CardId | undefined {
  if (openPregnancyOn(file.pregnancies, day)) return 'ibu-hamil'
  const stage = ageStageOn(file.birthDate, day, settings)
  return stage === undefined || stage === 'ibuHamil' || stage === 'nifas' ? undefined : cardOfStage[stage]
}
