import type { Deadline, Level, Rule } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

/** From here a temperature is told to nakes (Checklist Kunjungan Rumah). */
export const flaggedTemperatureC = 37.5

type Place = {
  readonly id: string
  readonly card: string
  readonly level: Level
  readonly deadline?: Deadline
}

/** From 37.5 °C a nakes is told: of a school child on the same day where it is found at home, else as the visit ends. */
export const raisedTemperature = ({ id, card, level, deadline }: Place): Rule =>
  defineRule(
    {
      id,
      card,
      edition: 'kmk-2015-2023',
      source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
      outcomes: ['temperatureRaised', 'temperatureNotRaised'],
      judges: ['temperatureC'],
    },
    ({ answers }, find) => {
      const value = numberIn(answers, 'temperatureC')
      if (value === undefined) return []
      const detail = { fields: ['temperatureC'], facts: { value, limit: flaggedTemperatureC } }
      return value >= flaggedTemperatureC
        ? [find('temperatureRaised', level, { ...detail, deadline })]
        : [find('temperatureNotRaised', 'normal', detail)]
    },
  )
