import type { TFunction } from 'i18next'
import type { ShownLevel } from '#domain/instruments/shown-level.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { ageInWords } from '#device/i18n/format.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import type { ShownStage } from '#device/ui/sign.tsx'

/** The words of a list's rows: each text is looked up once for the whole list, and filled by hand for each row. */
export type RowWords = {
  readonly age: (born: DirectoryEntry, day: CalendarDay) => string
  readonly stage: (stage: ShownStage) => string
  readonly level: (level: ShownLevel) => string
  readonly pregnant: () => string
  readonly pregnantWeeks: (weeks: number) => string
  readonly rt: (rt: string) => string
  readonly mother: (name: string) => string
  readonly nik: (last: string) => string
  readonly died: () => string
  readonly moved: () => string
}

const places = /\{\{(\w+)\}\}/g

/** Both languages tell one from all else, and nothing more. */
const anyPlural = 2

/** `t`: with `people` as its namespace. */
export function rowWords(t: TFunction<'people'>): RowWords {
  const found = new Map<string, string>()
  const textOf = (key: string, count: string | number | undefined): string => {
    const plural = count === undefined ? undefined : count === 1 ? 1 : anyPlural
    const question = plural === 1 ? `${key} 1` : key
    const known = found.get(question)
    if (known !== undefined) return known
    const text = t(key, { skipInterpolation: true, ...(plural && { count: plural }) })
    found.set(question, text)
    return text
  }
  const look = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    textOf(key, values['count']).replace(places, (place, name: string) => String(values[name] ?? place))
  return {
    // `ageInWords` asks by key and options only; the brand of i18next's own type cannot be made here.
    age: (born, day) => ageInWords(look as unknown as TFunction, born, day),
    stage: (stage) => look(`common:stage.${stage}`),
    level: (level) => look(`common:level.${level}`),
    pregnant: () => look('pregnant'),
    pregnantWeeks: (weeks) => look('pregnantWeeks', { weeks }),
    rt: (rt) => look('common:rt', { rt }),
    mother: (name) => look('common:mother', { name }),
    nik: (last) => look('common:nikMasked', { last }),
    died: () => look('died'),
    moved: () => look('moved'),
  }
}
