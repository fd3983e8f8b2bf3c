import { memo } from 'react'
import { shownLevelOf } from '#domain/instruments/shown-level.ts'
import { gestationOn } from '#domain/pregnancy/gestation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { LevelWord } from '#device/ui/badge.tsx'
import { LinkRow } from '#device/ui/list.tsx'
import { StageSign } from '#device/ui/sign.tsx'
import type { Listed } from './list-people.ts'
import css from './people.module.css'
import type { RowWords } from './row-words.ts'

type PersonRowProps = Listed & { readonly today: CalendarDay; readonly words: RowWords }

/** Name, age, stage, mother, RT, and how the last visit ended. */
export const PersonRow = memo(function PersonRow({ entry, stage, today, words }: PersonRowProps) {
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
  const level = entry.lastVisit && shownLevelOf(entry.lastVisit)
  return (
    <LinkRow
      to={`/person/${entry.id}`}
      lead={
        <span className={css.stage} style={{ background: `var(--stage-${stage}-soft)` }}>
          <StageSign stage={stage} size={26} />
          <span className="visually-hidden">{words.stage(stage)}</span>
        </span>
      }
      title={entry.name}
      lines={[facts.filter(Boolean).join(' · '), family.filter(Boolean).join(' · ')]}
    >
      {entry.diedOn && <span className={css.gone}>{words.died()}</span>}
      {entry.movedOutOn && <span className={css.gone}>{words.moved()}</span>}
      {level && <LevelWord level={level} word={words.level(level)} />}
    </LinkRow>
  )
})
