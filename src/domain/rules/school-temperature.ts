import type { Deadline, Level, Rule } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'
import { flaggedTemperatureC } from './home-visit-head.ts'

type Place = { readonly card: string; readonly level: Level; readonly deadline?: Deadline }

/** From 37.5 °C: at the posyandu a nakes looks, at home it is told to nakes on the same day. */
export const schoolTemperature = ({ card, level, deadline }: Place): Rule =>
  defineRule(
    {
      id: 'schoolTemperature',
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
