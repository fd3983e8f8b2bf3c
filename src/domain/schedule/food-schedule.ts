import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import type { Answers } from '#domain/instruments/instrument.ts'
import { recoveryDays, recoveryGroupIn } from '#domain/rules/child-recovery-food.ts'
import { maternalStateIn } from '#domain/rules/maternal-state.ts'
import { visitsOfPregnancy } from '#domain/rules/pregnancy-history.ts'
import { supplementaryFoodReason } from '#domain/rules/pregnancy-supplements.ts'
import { numberSetting } from '#domain/settings.ts'
import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import { type DueContext, lastSaidOn } from './due-context.ts'
import type { DueHead, DueItem } from './due-item.ts'

const source = 'Juknis PMT lokal; Buku KIA 2023'
const mother: DueHead = { card: 'R-BH-MT', source }
const child: DueHead = { card: 'mt_pemulihan', source }

/** Local food for those whose last measurement puts them into the programme, for as many days as it lasts (PMT). */
export function foodDue(context: DueContext): readonly DueItem[] {
  return maternalStateIn(context) === 'pregnant' ? motherFood(context) : childFood(context)
}

/** From the day on which her arm was last measured; by body mass from the first visit of the pregnancy. */
function motherFood(context: DueContext): readonly DueItem[] {
  const reason = supplementaryFoodReason(context)
  const from =
    reason === 'muac'
      ? lastSaidOn(context, (answers) => numberIn(answers, 'muacCm') !== undefined)
      : reason === 'bmi'
        ? visitsOfPregnancy(context)[0]?.day
        : undefined
  if (from === undefined) return []
  const days = numberSetting(context.settings, 'supplementaryFoodDaysKek')
  return foodItem(
    mother,
    context,
    { product: 'mtKek', from, days },
    (answers) => textIn(answers, 'foodIntake') === 'daily',
  )
}

/** By the last visit that weighed the child, as it stood on its day. */
function childFood(context: DueContext): readonly DueItem[] {
  const { history } = context
  const weighedOn = lastSaidOn(context, (answers) => numberIn(answers, 'weightKg') !== undefined)
  const visit = history.find(
    ({ day, answers }) => day === weighedOn && numberIn(answers, 'weightKg') !== undefined,
  )
  if (!visit) return []
  const then = {
    ...context,
    day: visit.day,
    history: history.filter(({ day }) => day < visit.day),
    answers: { ...context.given, ...visit.answers },
    onPosyanduDay: visit.onPosyanduDay === true,
  }
  const group = recoveryGroupIn(then)
  if (!group) return []
  const days = recoveryDays(group, context.settings)
  return foodItem(
    child,
    context,
    { product: 'mtChild', from: visit.day, days },
    (answers) => yesNoIn(answers, 'recoveryFoodEaten') === true,
  )
}

type Course = { readonly product: string; readonly from: CalendarDay; readonly days: number }

/** Due every day of the course, done while a visit since its beginning says that it is eaten, then over. */
function foodItem(
  head: DueHead,
  context: DueContext,
  { product, from, days }: Course,
  isEaten: (answers: Answers) => boolean,
): readonly DueItem[] {
  const until = addDays(from, days - 1)
  if (context.day > until) return []
  const eatenOn = lastSaidOn(context, isEaten)
  const base = { ...head, product, from, until, facts: { days } }
  const isFed = eatenOn !== undefined && eatenOn >= from
  return [
    isFed ? { ...base, state: 'done', because: 'given' } : { ...base, state: 'due', because: 'inProgramme' },
  ]
}
