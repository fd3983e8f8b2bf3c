import { numberSetting, type Settings } from '#domain/settings.ts'

export type Trimester = 1 | 2 | 3

/*
 * The official books count trimesters in two ways. A (12 and 24 weeks, Permenkes 21/2021) holds for the visits K1–K6,
 * B (12 and 28 weeks, Buku KIA 2023) for Hb and self-monitoring. Both end the first at 12 weeks 6 days; the odd days
 * at the limits are not settled by the sources, so the first day of each later trimester is a setting.
 */

/** Trimester for the ANC visits K1–K6, from the total days of gestation. */
export const trimesterA = (totalDays: number, settings: Settings = {}): Trimester =>
  between(
    totalDays,
    numberSetting(settings, 'trimesterASecondFromDay'),
    numberSetting(settings, 'trimesterAThirdFromDay'),
  )

/** Trimester for Hb, exercise and self-monitoring, from the total days of gestation. */
export const trimesterB = (totalDays: number, settings: Settings = {}): Trimester =>
  between(
    totalDays,
    numberSetting(settings, 'trimesterBSecondFromDay'),
    numberSetting(settings, 'trimesterBThirdFromDay'),
  )

const between = (totalDays: number, secondFrom: number, thirdFrom: number): Trimester => {
  if (totalDays < secondFrom) return 1
  return totalDays < thirdFrom ? 2 : 3
}
