import type { CardId } from '#domain/instruments/instrument.ts'
import { lastDeliveryOn, openPregnancyOn, postpartumDaysOn } from '#domain/pregnancy/gestation.ts'
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

/** What the choice of a card depends on: the stage, and whether she still breastfeeds. */
export type CardFile = StageFile & Partial<Pick<PersonFile, 'visits'>>

/** The nifas card stays with a breastfeeding mother until her child is two (KMK HK.01.07/MENKES/2015/2023). */
const breastfeedingMonths = 24

/**
 * The cards on which a visit on a day may be written, best first: that of an open pregnancy alone; in nifas that of
 * nifas alone; afterwards the one by age, and beside it that of nifas and breastfeeding until the child is two, unless
 * she said that she does not breastfeed. Empty without a birth date where neither holds.
 */
export function cardsFor(file: CardFile, day: CalendarDay, settings: Settings = {}): readonly CardId[] {
  if (openPregnancyOn(file.pregnancies, day)) return ['ibu-hamil']
  if (postpartumDaysOn(file.pregnancies, day) !== undefined) return ['nifas']
  const byAge = ageCardOn(file, day, settings)
  const mayBreastfeed = breastfeedsOn(file, day) ? (['nifas'] as const) : []
  return byAge === undefined ? mayBreastfeed : [byAge, ...mayBreastfeed]
}

/** The card that a visit on a day is written on unless another is chosen. */
export const cardFor = (file: StageFile, day: CalendarDay, settings: Settings = {}): CardId | undefined =>
  cardsFor(file, day, settings)[0]

function ageCardOn(file: StageFile, day: CalendarDay, settings: Settings): CardId | undefined {
  const stage = ageStageOn(file.birthDate, day, settings)
  return stage === undefined || stage === 'ibuHamil' || stage === 'nifas' ? undefined : cardOfStage[stage]
}

/** Whether a mother may still breastfeed: her last child is below two, and she has not said no since. */
function breastfeedsOn({ pregnancies, visits = [] }: CardFile, day: CalendarDay): boolean {
  const deliveredOn = lastDeliveryOn(pregnancies, day)
  const months = deliveredOn === undefined ? undefined : completedMonths(deliveredOn, day)
  if (deliveredOn === undefined || months === undefined || months >= breastfeedingMonths) return false
  const since = visits.filter(({ visitedOn }) => visitedOn >= deliveredOn && visitedOn < day)
  const said = since
    .sort((one, other) => (one.visitedOn < other.visitedOn ? -1 : 1))
    .flatMap(({ answers }) =>
      typeof answers['breastfeeding'] === 'boolean' ? [answers['breastfeeding']] : [],
    )
  return said.at(-1) ?? true
}
