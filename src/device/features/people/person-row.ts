import { type ShownLevel, shownLevelOf } from '#domain/instruments/shown-level.ts'
import { gestationOn } from '#domain/pregnancy/gestation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import { levelMark } from '#device/ui/badge.tsx'
import { element, linkRow } from '#device/ui/link-list.tsx'
import { type ShownStage, signOf } from '#device/ui/sign.tsx'
import css from './people.module.css'
import type { RowWords } from './row-words.ts'

export type PersonRow = {
  readonly entry: DirectoryEntry
  readonly stage: ShownStage
  readonly today: CalendarDay
  readonly words: RowWords
  readonly marks: RowMarks
}

/** The signs of a list's rows: each is drawn once for the whole list, and copied for each row. */
export type RowMarks = {
  readonly stage: (stage: ShownStage) => Element
  readonly level: (level: ShownLevel) => Element
}

export const rowMarks = (words: RowWords): RowMarks => ({
  stage: copies((stage: ShownStage) => stageMark(stage, words.stage(stage))),
  level: copies((level: ShownLevel) => levelMark(level, words.level(level))),
})

function copies<Key>(draw: (key: Key) => Element): (key: Key) => Element {
  const drawn = new Map<Key, Element>()
  return (key) => {
    const first = drawn.get(key) ?? draw(key)
    drawn.set(key, first)
    // A deep copy of an element is an element.
    return first.cloneNode(true) as Element
  }
}

/** Name, age, stage, mother, RT, and how the last visit ended. */
export function personRow({ entry, stage, today, words, marks }: PersonRow): HTMLLIElement {
  const gestation = entry.pregnant && stage === 'ibu-hamil' ? gestationOn(entry.pregnant, today) : undefined
  const facts = [
    words.age(entry, today),
    stage === 'ibu-hamil' && (gestation ? words.pregnantWeeks(gestation.weeks) : words.pregnant()),
    entry.rt && words.rt(entry.rt),
  ]
  const family = [
    entry.motherName && words.mother(entry.motherName),
    entry.nik && words.nik(entry.nik.slice(-4)),
  ]
  return linkRow({
    to: `/person/${entry.id}`,
    lead: marks.stage(stage),
    title: entry.name,
    lines: [facts.filter(Boolean).join(' · '), family.filter(Boolean).join(' · ')],
    below: below(entry, words, marks),
  })
}

function stageMark(stage: ShownStage, word: string): Element {
  const mark = element('span', css.stage)
  mark.style.background = `var(--stage-${stage}-soft)`
  mark.append(signOf(stage, 26), element('span', 'visually-hidden', word))
  return mark
}

function below(entry: DirectoryEntry, words: RowWords, marks: RowMarks): readonly Element[] {
  const level = entry.lastVisit && shownLevelOf(entry.lastVisit)
  return [
    ...(entry.diedOn ? [element('span', css.gone, words.died())] : []),
    ...(entry.movedOutOn ? [element('span', css.gone, words.moved())] : []),
    ...(level ? [marks.level(level)] : []),
  ]
}
