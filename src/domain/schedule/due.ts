import type { Answers, PastVisit } from '#domain/instruments/instrument.ts'
import { ckgPackage } from '#domain/instruments/ckg/ckg-package.ts'
import type { PersonOn } from '#domain/person/person.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { newbornDue, postpartumDue } from './birth-schedule.ts'
import { campaignsDue } from './campaign-schedule.ts'
import { checksDue } from './check-schedule.ts'
import { childDue } from './child-schedule.ts'
import { type DueContext, dueContextOf, lastAnsweredOn } from './due-context.ts'
import type { DueItem } from './due-item.ts'
import { foodDue } from './food-schedule.ts'
import { pregnancyDue } from './pregnancy-schedule.ts'
import { schoolDue } from './school-schedule.ts'
import { itemRepeated } from './windows.ts'

/**
 * Every service that a person is owed on a day, and how it stands: what is due, open, late or missed, and why. Without
 * a birth date nothing that depends on age is said. `given`: what the records of the person and the pregnancy keep.
 */
export function due(
  person: PersonOn,
  history: readonly PastVisit[],
  day: CalendarDay,
  settings: Settings,
  given?: Answers,
): readonly DueItem[] {
  const context = dueContextOf(person, history, day, settings, given)
  return [
    ...pregnancyDue(context),
    ...postpartumDue(context),
    ...newbornDue(context),
    ...childDue(context),
    ...campaignsDue(context),
    ...foodDue(context),
    ...schoolDue(context),
    ...checksDue(context),
    ...ckgDue(context),
  ]
}

/** The yearly free check of adults, examination by examination. */
const ckgDue = (context: DueContext): readonly DueItem[] =>
  ckgPackage
    .filter(({ owes }) => owes(context))
    .map(({ product, fields }) =>
      itemRepeated(
        { card: 'CKG', source: 'KMK HK.01.07/MENKES/33/2025' },
        {
          product,
          day: context.day,
          lastOn: lastAnsweredOn(context, ...fields),
          everyMonths: 12,
          openMonths: 1,
        },
      ),
    )
