import { ageIn } from '#domain/instruments/age-in.ts'
import type { Answers } from '#domain/instruments/instrument.ts'
import { latestBefore, partIn, wordIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { addMonths } from '#domain/time/calendar-day.ts'
import { defineRule, settingsUsed } from './define-rule.ts'

/** Below 24 months lengths are compared as if lying: standing adds 0.7 cm (WHO 2006). In tenths of a centimetre. */
function lengthInTenths(answers: Answers): number | undefined {
  const cm = partIn(answers, 'lengthHeight', 'lengthHeightCm')
  if (cm === undefined) return undefined
  const standing = wordIn(answers, 'lengthHeight', 'position') === 'standing'
  return Math.round(cm * 10) + (standing ? 7 : 0)
}

/** A child below two years that is no longer than months ago. */
export const lengthStall = defineRule(
  {
    id: 'lengthStall',
    card: 'R-AN-RUJUK',
    edition: 'teratai-1',
    source: "Teratai's own",
    outcomes: ['lengthNotGrowing'],
  },
  (context, find) => {
    const months = ageIn(context)?.months
    const now = lengthInTenths(context.answers)
    if (months === undefined || months >= 24 || now === undefined) return []
    const since = addMonths(context.day, -numberSetting(context.settings, 'lengthStallMonths'))
    const history = context.history.filter((visit) => visit.day <= since)
    const before = latestBefore({ ...context, history }, lengthInTenths)
    if (!before || now > before.value) return []
    const facts = { since: before.day, fromCm: before.value / 10, toCm: now / 10 }
    const settings = settingsUsed(context.settings, 'lengthStallMonths')
    return [find('lengthNotGrowing', 'confirm', { fields: ['lengthHeight'], facts, settings })]
  },
)
