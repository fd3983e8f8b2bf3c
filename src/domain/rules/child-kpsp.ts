import type { Answers, FieldContext } from '#domain/instruments/instrument.ts'
import { isNotMeasured, latestBefore, numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { completedMonths } from '#domain/time/age.ts'
import { addMonths, type CalendarDay, daysBetween } from '#domain/time/calendar-day.ts'
import { defineRule, notAssessed, plainDeadline, settingsUsed } from './define-rule.ts'

/** Ages in months for which there is a form (SDIDTK 2022). */
export const kpspForms = [3, 6, 9, 12, 15, 18, 21, 24, 30, 36, 42, 48, 54, 60, 66, 72] as const

/** More days than these round the age up to the next month (SDIDTK). */
const roundsUpAfterDays = 15

/** The form for a child on a day: age in months, rounded up beyond 15 days, and then the nearest lower form. */
export function kpspFormOn(birthDate: CalendarDay, day: CalendarDay): number | undefined {
  const months = completedMonths(birthDate, day)
  if (months === undefined) return undefined
  const left = daysBetween(addMonths(birthDate, months), day)
  const age = left > roundsUpAfterDays ? months + 1 : months
  return [...kpspForms].reverse().find((form) => form <= age)
}

export const kpspItemIds: readonly string[] = Array.from({ length: 10 }, (_, at) => `kpspItem${at + 1}`)

type Score = { readonly least: number; readonly most: number; readonly field: string }

/** How many of the ten are "yes": exact with a score or all items, else between two bounds. */
function kpspScoreIn(answers: Answers): Score | undefined {
  const total = numberIn(answers, 'kpspScore')
  if (total !== undefined) return { least: total, most: total, field: 'kpspScore' }
  const said = kpspItemIds.map((id) => yesNoIn(answers, id))
  const first = kpspItemIds.find((id) => answers[id] !== undefined && !isNotMeasured(answers[id]))
  if (first === undefined) return undefined
  const yes = said.filter((one) => one === true).length
  const no = said.filter((one) => one === false).length
  return { least: yes, most: 10 - no, field: first }
}

/** As SDIDTK scores it: 9–10 as expected, 7–8 doubtful, 6 and fewer a deviation. */
const expectedFrom = 9
const doubtfulFrom = 7

const isDoubtful = (score: Score | undefined) =>
  score !== undefined && score.least >= doubtfulFrom && score.most < expectedFrom

/** Whether the latest earlier KPSP was doubtful too. */
const wasDoubtful = (context: FieldContext): boolean => isDoubtful(latestBefore(context, kpspScoreIn)?.value)

export const childKpsp = defineRule(
  {
    id: 'childKpsp',
    card: 'R-AN-KPSP',
    edition: 'sdidtk-2022',
    source: 'SDIDTK 2022',
    outcomes: ['kpspExpected', 'kpspDoubtful', 'kpspDoubtfulAgain', 'kpspDeviation', 'notAssessed'],
    judges: ['kpspScore', ...kpspItemIds],
  },
  (context, find) => {
    const score = kpspScoreIn(context.answers)
    if (score === undefined) return []
    const { least, most, field } = score
    const form = Number(context.answers['kpspForm'])
    const facts = { value: least, ...(Number.isFinite(form) && { form }) }
    const detail = {
      fields: [field],
      facts,
      deadline: plainDeadline(context.settings),
      settings: settingsUsed(context.settings, 'plainReferralDeadline', 'kpspWordingConfirmed'),
    }
    if (most < doubtfulFrom)
      return [find('kpspDeviation', 'refer', { ...detail, facts: { ...facts, value: most } })]
    if (least >= expectedFrom) return [find('kpspExpected', 'normal', { ...detail, deadline: undefined })]
    if (!isDoubtful(score)) return [notAssessed(find, field, 'itemsMissing', facts)]
    return wasDoubtful(context)
      ? [find('kpspDoubtfulAgain', 'refer', detail)]
      : [find('kpspDoubtful', 'confirm', { ...detail, deadline: undefined })]
  },
)
