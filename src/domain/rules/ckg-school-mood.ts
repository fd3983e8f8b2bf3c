import type { Rule } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, notAssessed, settingsUsed } from './define-rule.ts'

export const anxietyItems = ['ckgAnxiety1', 'ckgAnxiety2', 'ckgAnxiety3'] as const
export const depressionItems = ['ckgDepression1', 'ckgDepression2', 'ckgDepression3'] as const

/** Three questions of the school check: how they are scored is not published, any yes is looked at. */
const moodRule = (id: string, items: readonly string[]): Rule =>
  defineRule(
    {
      id,
      card: 'R-10',
      edition: 'ckg-sekolah-2025',
      source: 'Cek Kesehatan Gratis Sekolah (KMK HK.01.07/MENKES/33/2025)',
      outcomes: [`${id}Concern`, `${id}None`, 'notAssessed'],
      judges: items,
    },
    ({ answers, settings }, find) => {
      const said = items.map((item) => yesNoIn(answers, item))
      if (said.every((one) => one === undefined)) return []
      const score = said.filter((yes) => yes === true).length
      const limit = numberSetting(settings, 'ckgMoodConcernFrom')
      const detail = {
        fields: [items[0] ?? id],
        facts: { score, limit },
        settings: settingsUsed(settings, 'ckgMoodConcernFrom', 'ckgMoodWordingConfirmed'),
      }
      if (score >= limit) return [find(`${id}Concern`, 'confirm', detail)]
      return said.includes(undefined)
        ? [notAssessed(find, items[0] ?? id, 'notAnswered', { score })]
        : [find(`${id}None`, 'normal', detail)]
    },
  )

export const ckgSchoolMood: readonly Rule[] = [
  moodRule('schoolAnxiety', anxietyItems),
  moodRule('schoolDepression', depressionItems),
]
