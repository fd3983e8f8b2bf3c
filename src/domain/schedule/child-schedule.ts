import { ageIn } from '#domain/instruments/age-in.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { addMonths, type CalendarDay, firstDayOf, lastDayOf, monthOf } from '#domain/time/calendar-day.ts'
import { type DueContext, lastAnsweredOn, lastSaidOn } from './due-context.ts'
import type { DueHead, DueItem } from './due-item.ts'
import { immunisationDue } from './immunisation.ts'
import { itemRepeated } from './windows.ts'

const weighing: DueHead = { card: 'R-AN-NT', source: 'Buku KIA 2023' }
const length: DueHead = { card: 'pb_tb', source: 'Permenkes 4/2019; Permenkes 2/2020' }
const development: DueHead = { card: 'R-AN-KEMBANG', source: 'Buku KIA 2023' }

/** Ages in completed months at which the KIA book asks for the checklist. */
const developmentAges = [3, 6, 9, 12, 15, 18, 21, 24, 30, 36, 42, 48, 54, 60, 66, 72] as const

/** What a child under six is owed: weighing, length, development, immunisation. */
export function childDue(context: DueContext): readonly DueItem[] {
  const age = ageIn(context)
  const { birthDate } = context.person
  if (birthDate === undefined || age === undefined || age.months >= 72) return []
  return [
    weighingItem(context),
    itemRepeated(length, {
      product: 'lengthHeight',
      day: context.day,
      lastOn: lastAnsweredOn(context, 'lengthHeight'),
      everyMonths: numberSetting(context.settings, 'lengthEveryMonths'),
    }),
    ...developmentItems(context, birthDate, age.months),
    ...immunisationDue({ birthDate, day: context.day, doses: context.doses, settings: context.settings }),
  ]
}

/** Once every calendar month. */
function weighingItem(context: DueContext): DueItem {
  const month = monthOf(context.day)
  const window = { from: firstDayOf(month), until: lastDayOf(month) }
  const base = { ...weighing, product: 'weighing', ...window }
  const lastOn = lastAnsweredOn(context, 'weightKg')
  if (lastOn === undefined) return { ...base, state: 'due', because: 'neverDone' }
  const facts = { lastOn }
  if (monthOf(lastOn) === month) return { ...base, state: 'done', because: 'given', facts }
  return { ...base, state: 'due', because: 'newMonth', facts }
}

/** The checklist of the age last reached: due until the next age begins. */
function developmentItems(context: DueContext, born: CalendarDay, months: number): readonly DueItem[] {
  const reached = developmentAges.filter((age) => age <= months)
  const [age] = reached.slice(-1)
  const [next] = developmentAges.slice(reached.length)
  if (age === undefined) {
    const from = addMonths(born, developmentAges[0])
    return [{ ...development, product: 'development', state: 'notYet', because: 'tooYoung', from }]
  }
  const from = addMonths(born, age)
  const window = { from, ...(next !== undefined && { until: addMonths(born, next) }) }
  const last = lastSaidOn(context, isChecklist)
  const isDone = last !== undefined && last >= from
  const base = { ...development, product: 'development', ...window, facts: { months: age } }
  return [
    isDone
      ? { ...base, state: 'done', because: 'given', facts: { months: age, givenOn: last } }
      : { ...base, state: 'due', because: 'ageReached' },
  ]
}

/** Whether a visit went through a checklist of development, item by item or as one answer. */
const isChecklist = (answers: DueContext['answers']): boolean =>
  Object.entries(answers).some(
    ([id, value]) => (/^k\d\d[A-Z]/.test(id) || id === 'developmentChecklist') && hasValue(value),
  )
