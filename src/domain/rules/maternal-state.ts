import type { FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import {
  type Gestation,
  gestationOn,
  gestationStart,
  lastPostpartumDay,
} from '#domain/pregnancy/gestation.ts'
import { completedMonths } from '#domain/time/age.ts'
import { daysBetween, isCalendarDay } from '#domain/time/calendar-day.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'

export type MaternalState = 'pregnant' | 'postpartum' | 'neither'

/** Whether the rules of pregnancy or of nifas hold on the day of the visit. Delivery ends the pregnancy. */
export function maternalStateIn(context: FieldContext): MaternalState {
  if (context.person.sex === 'male') return 'neither'
  const since = hasConceivedSince(context) ? undefined : daysSinceDelivery(context)
  if (since !== undefined && since <= lastPostpartumDay) return 'postpartum'
  // No other rule of the pregnancy card would speak: whoever is seen on it keeps the limits of mothers.
  if (since !== undefined) return context.instrument === 'ibu-hamil' ? 'postpartum' : 'neither'
  const { answers } = context
  const dated = answers['lastMenstrualPeriodOn'] ?? answers['estimatedGestationWeeks']
  const said = yesNoIn(answers, 'pregnant')
  const pregnant = said ?? (context.instrument === 'ibu-hamil' || dated !== undefined)
  return pregnant ? 'pregnant' : 'neither'
}

/**
 * A pregnancy dated after the delivery named is a new one. Where nothing dates it, she is pregnant again if she says
 * so, or has the pregnancy card, when nifas is over.
 */
function hasConceivedSince(context: FieldContext): boolean {
  const { answers, instrument } = context
  const deliveredOn = textIn(answers, 'deliveredOn')
  if (deliveredOn === undefined) return false
  const start = gestationStart(episodeIn(context))
  if (start !== undefined) return start > deliveredOn
  const said = yesNoIn(answers, 'pregnant') ?? instrument === 'ibu-hamil'
  return said && (daysSinceDelivery(context) ?? 0) > lastPostpartumDay
}

/** Whether the limits of pregnancy and nifas hold. */
export const isMaternal = (context: FieldContext): boolean => maternalStateIn(context) !== 'neither'

/** Whether the limits by age hold. */
export const isNotMaternal = (context: FieldContext): boolean => !isMaternal(context)

/** Days since the delivery that the answers name, 0 on its day. Nothing before it or where none is named. */
export function daysSinceDelivery(context: FieldContext): number | undefined {
  const deliveredOn = textIn(context.answers, 'deliveredOn')
  if (!isCalendarDay(deliveredOn) || deliveredOn > context.day) return undefined
  return daysBetween(deliveredOn, context.day)
}

/** True while a child of hers below 24 months is breastfed; where no delivery is dated, what she says counts. */
export function isBreastfeeding(context: FieldContext): boolean {
  const deliveredOn = textIn(context.answers, 'deliveredOn')
  if (context.person.sex === 'male') return false
  if (!isCalendarDay(deliveredOn)) return yesNoIn(context.answers, 'breastfeeding') === true
  const months = completedMonths(deliveredOn, context.day)
  return months !== undefined && months < 24 && yesNoIn(context.answers, 'breastfeeding') === true
}

/** Gestation on the day of the visit, by HPHT or by the weeks said. Nothing where neither is known. */
export function gestationIn(context: FieldContext): Gestation | undefined {
  return gestationOn(episodeIn(context), context.day)
}

/** The pregnancy that the answers describe. */
export function episodeIn({ answers, day }: FieldContext): PregnancyEpisode {
  const lastMenstrualPeriodOn = textIn(answers, 'lastMenstrualPeriodOn')
  const estimatedGestationWeeks = numberIn(answers, 'estimatedGestationWeeks')
  const estimatedOn = textIn(answers, 'estimatedOn') ?? day
  return {
    id: 'answers',
    ...(isCalendarDay(lastMenstrualPeriodOn) && { lastMenstrualPeriodOn }),
    ...(estimatedGestationWeeks !== undefined && { estimatedGestationWeeks }),
    ...(isCalendarDay(estimatedOn) && { estimatedOn }),
  }
}
