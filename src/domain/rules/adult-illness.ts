import type { Level, Deadline, Rule } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'
import { flaggedTemperatureC } from './raised-temperature.ts'

type Place = {
  readonly card: string
  readonly level: Level
  readonly deadline?: Deadline
}

/**
 * Temperature of adults from 37.5 °C: at the posyandu a nakes looks at once; at home, where none is by, it is told to
 * nakes on the same day (Checklist Kunjungan Rumah).
 */
export const adultTemperature = ({ card, level, deadline }: Place): Rule =>
  defineRule(
    {
      id: 'adultTemperature',
      card,
      edition: 'kmk-2015-2023',
      source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
      outcomes: ['feverOfAdult', 'temperatureNormal'],
      judges: ['temperatureC'],
    },
    (context, find) => {
      const value = numberIn(context.answers, 'temperatureC')
      if (value === undefined) return []
      const detail = { fields: ['temperatureC'], facts: { value, limit: flaggedTemperatureC } }
      return value >= flaggedTemperatureC
        ? [find('feverOfAdult', level, { ...detail, deadline })]
        : [find('temperatureNormal', 'normal', detail)]
    },
  )
