import type { TFunction } from 'i18next'
import type { ShownLevel } from '#domain/instruments/shown-level.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { ageInWords } from '#device/i18n/format.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import type { ShownStage } from '#device/ui/sign.tsx'

/** The words of a list's rows, each looked up once for the whole list. */
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

/** No name holds it. */
const gap = '\u0000'

/** `t`: with `people` as its namespace. */
export function rowWords(t: TFunction<'people'>): RowWords {
  const found = new Map<string, string>()
  const look = (key: string, options: Readonly<Record<string, unknown>> = {}): string => {
    const question = `${key} ${JSON.stringify(options)}`
    const known = found.get(question)
    if (known !== undefined) return known
    const word = t(key, options)
    found.set(question, word)
    return word
  }
  const filled = (key: string, name: string, value: string) =>
    look(key, { [name]: gap }).replace(gap, () => value)
  return {
    // `ageInWords` asks by key and options only; the brand of i18next's own type cannot be made here.
    age: (born, day) => ageInWords(look as unknown as TFunction, born, day),
    stage: (stage) => look(`common:stage.${stage}`),
    level: (level) => look(`common:level.${level}`),
    pregnant: () => look('pregnant'),
    pregnantWeeks: (weeks) => look('pregnantWeeks', { weeks }),
    rt: (rt) => filled('common:rt', 'rt', rt),
    mother: (name) => filled('common:mother', 'name', name),
    nik: (last) => filled('common:nikMasked', 'last', last),
    died: () => look('died'),
    moved: () => look('moved'),
  }
}
