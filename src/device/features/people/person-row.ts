import { shownLevelOf } from '#domain/instruments/shown-level.ts'
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
}

/** Name, age, stage, mother, RT, and how the last visit ended. */
export function personRow({ entry, stage, today, words }: PersonRow): HTMLLIElement {
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
    lead: stageMark(stage, words.stage(stage)),
    title: entry.name,
    lines: [facts.filter(Boolean).join(' · '), family.filter(Boolean).join(' · ')],
    below: marksOf(entry, words),
  })
}

function stageMark(stage: ShownStage, word: string): Element {
  const mark = element('span', css.stage)
  mark.style.background = `var(--stage-${stage}-soft)`
  mark.append(signOf(stage, 26), element('span', 'visually-hidden', word))
  return mark
}

function marksOf(entry: DirectoryEntry, words: RowWords): readonly Element[] {
  const level = entry.lastVisit && shownLevelOf(entry.lastVisit)
  return [
    ...(entry.diedOn ? [element('span', css.gone, words.died())] : []),
    ...(entry.movedOutOn ? [element('span', css.gone, words.moved())] : []),
    ...(level ? [levelMark(level, words.level(level))] : []),
  ]
}
