import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { DateFieldProps } from './date-field.tsx'

/** Dates of a form of which only a part was typed, by their names. */
export type HalfDates = { readonly halfDates?: Readonly<Record<string, string>> | undefined }

type Entry<Name extends string> = HalfDates & { readonly [N in Name]?: CalendarDay | undefined }

/** What a date's three boxes need to come back as they stood, also where they are no day yet. */
export function dateBox<Name extends string>(
  entry: Entry<Name>,
  name: Name,
  change: (part: Entry<Name>) => void,
): Pick<DateFieldProps, 'name' | 'value' | 'onValue' | 'onUnfinished'> {
  const { [name]: _, ...others } = entry.halfDates ?? {}
  const put = (day: CalendarDay | undefined, halfDates: Readonly<Record<string, string>>) =>
    // The one date and the half ones: what `Entry` of this name may have.
    change({ [name]: day, halfDates } as Entry<Name>)
  return {
    name,
    value: entry[name] ?? entry.halfDates?.[name],
    onValue: (day) => put(day, others),
    onUnfinished: (typed) => put(undefined, { ...others, [name]: typed }),
  }
}
