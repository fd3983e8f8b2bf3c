import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { defaultSettings, numberSetting } from '#domain/settings.ts'
import { srqAlone } from './srq-block.ts'

/** Self Reporting Questionnaire, 20 items, on the last 30 days. */
export const srq20: Instrument = {
  id: 'srq-20',
  kind: 'questionnaire',
  edition: 'SRQ20-KMK2015',
  source: 'KMK HK.01.07/MENKES/2015/2023, Formulir 6',
  appliesTo: (person, day, settings = defaultSettings) =>
    (ageIn({ person, day })?.years ?? 0) >= numberSetting(settings, 'srqFromYears'),
  ...srqAlone,
}
