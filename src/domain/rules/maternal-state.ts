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
  // Whoever is seen on a mother's card keeps the limits of mothers: those of nifas hold until breastfeeding ends.
  const onCard = isOnPregnancyCard(context) || isOnPostpartumCard(context)
  const since = hasConceivedSince(context) ? undefined : daysSinceDelivery(context)
  if (since !== undefined) return since <= lastPostpartumDay || onCard ? 'postpartum' : 'neither'
  const said = yesNoIn(context.answers, 'pregnant')
  const pregnant = said ?? (isOnPregnancyCard(context) || gestationStart(episodeIn(context)) !== undefined)
  if (pregnant) return 'pregnant'
  return isOnPostpartumCard(context) ? 'postpartum' : 'neither'
}

/** Whether the visit is written on the card or the home-visit form of pregnancy. */
const isOnPregnancyCard = ({ instrument }: FieldContext) =>
  instrument === 'ibu-hamil' || instrument === 'kr-ibu-hamil'

/** Whether the visit is written on the card or the home-visit form of nifas and breastfeeding. */
export const isOnPostpartumCard = ({ instrument }: FieldContext): boolean =>
  instrument === 'nifas' || instrument === 'kr-nifas'

/**
 * A pregnancy dated after the delivery named is a new one. Where nothing dates it, she is pregnant again if she says
 * so, or has the pregnancy card, when nifas is over.
 */
function hasConceivedSince(context: FieldContext): boolean {
  const { answers } = context
  const deliveredOn = textIn(answers, 'deliveredOn')
  if (deliveredOn === undefined) return false
  const start = gestationStart(episodeIn(context))
  if (start !== undefined) return start > deliveredOn
  const said = yesNoIn(answers, 'pregnant') ?? isOnPregnancyCard(context)
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
  const dueOn = textIn(answers, 'dueOn')
  const dueOnSource = textIn(answers, 'dueOnSource')
  return {
    id: 'answers',
    ...(isCalendarDay(lastMenstrualPeriodOn) && { lastMenstrualPeriodOn }),
    ...(estimatedGestationWeeks !== undefined && { estimatedGestationWeeks }),
    ...(isCalendarDay(estimatedOn) && { estimatedOn }),
    ...(isCalendarDay(dueOn) && { dueOn }),
    ...(dueOnSource !== undefined && { dueOnSource }),
  }
}
