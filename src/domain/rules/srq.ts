import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext, Finding, Rule } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, notAssessed, settingsUsed } from './define-rule.ts'

/** The twenty items in the order of the form, with the card's ids: `srq01` … `srq20`. */
export const srqItems: readonly string[] = Array.from(
  { length: 20 },
  (_, at) => `srq${String(at + 1).padStart(2, '0')}`,
)
/** Thoughts of ending one's life. */
export const srqSelfHarmItem = 'srq17'
/** From six yes answers on (KMK HK.01.07/MENKES/2015/2023, Tabel 26). */
const referFrom = 6

/** The rule id of the page on which it is asked: mothers, remaja, adults and lansia. */
export type MentalHealthCard = 'R-JIWA' | 'R-10' | 'D-10'

/** Old enough by the puskesmas's setting; mothers of any age. */
export function isForSrq(context: FieldContext): boolean {
  if (context.instrument === 'ibu-hamil' || context.instrument === 'nifas') return true
  const years = ageIn(context)?.years
  return years !== undefined && years >= numberSetting(context.settings, 'srqFromYears')
}

/**
 * SRQ-20 of the last 30 days. Item 17 is an emergency at any score; six yes answers refer even while others are open;
 * an unfinished form is never normal.
 */
export const srq20 = (card: MentalHealthCard): Rule =>
  defineRule(
    {
      id: 'srq20',
      card,
      edition: 'kmk-2015-2023',
      source: 'KMK HK.01.07/MENKES/2015/2023, Formulir 6, Tabel 26',
      outcomes: ['srqSelfHarm', 'srqHigh', 'srqNormal', 'notAssessed'],
      judges: srqItems,
      concerns: isForSrq,
    },
    (context, find) => {
      const said = srqItems.map((item) => yesNoIn(context.answers, item))
      const answered = said.filter((one) => one !== undefined).length
      if (answered === 0) return []
      const score = said.filter((yes) => yes === true).length
      const detail = {
        facts: { score, limit: referFrom, answered },
        settings: settingsUsed(context.settings, 'srqFromYears', 'srq20WordingConfirmed'),
      }
      const fields = ['srq01']
      const found: Finding[] = []
      if (yesNoIn(context.answers, srqSelfHarmItem) === true)
        found.push(
          find('srqSelfHarm', 'emergency', { ...detail, fields: [srqSelfHarmItem], deadline: 'now' }),
        )
      if (score >= referFrom) found.push(find('srqHigh', 'refer', { ...detail, fields, deadline: 'week' }))
      if (found.length > 0) return found
      return answered < srqItems.length
        ? [
            notAssessed(find, srqItems.find((_, at) => said[at] === undefined) ?? 'srq01', 'notAnswered', {
              score,
              answered,
            }),
          ]
        : [find('srqNormal', 'normal', { ...detail, fields })]
    },
  )
