import { useTranslation } from 'react-i18next'
import type { Words } from '#device/findings/finding-words.ts'
import { formatDay } from '#device/i18n/format.ts'
import type { DueItem } from '#domain/schedule/due-item.ts'
import { type CalendarDay, isCalendarDay } from '#domain/time/calendar-day.ts'
import css from './due.module.css'

type Props = {
  readonly item: DueItem
  readonly today: CalendarDay
  /** Under a heading that names the state no row repeats it. */
  readonly heading?: 'namesState'
}

/** One service: its name, how it stands, why, and until when. */
export function DueRow({ item, today, heading }: Props) {
  const { t, i18n } = useTranslation('due')
  const { product, state, because, facts = {} } = item
  const previous = facts['previous'] === undefined ? '' : t(`products.${facts['previous']}`)
  const why = t(`because.${because}`, { previous })
  const when = whenWords({ t, language: i18n.language }, item, today)
  return (
    <li className={css.item}>
      <span className={css.name}>{t(`products.${product}`)}</span>
      {!heading && <span className={`${css.state} ${css[state]}`}>{t(`states.${state}`)}</span>}
      <span className={css.why}>{[why, when].filter(Boolean).join(' · ')}</span>
    </li>
  )
}

/** Since when it is done, from when it may be, or until when it should be. */
function whenWords({ t, language }: Words, item: DueItem, today: CalendarDay): string {
  const { state, from, until, facts = {} } = item
  const say = (key: string, day: CalendarDay | undefined) =>
    day === undefined ? '' : t(`due:when.${key}`, { date: formatDay(day, language) })
  if (state === 'done') return say('last', doneOn(facts))
  // What waits for another dose has a day that may have passed.
  if (state === 'notYet') return from !== undefined && from > today ? say('from', from) : ''
  return until !== undefined && until < today ? say('shouldHave', until) : say('until', until)
}

const doneOn = (facts: NonNullable<DueItem['facts']>): CalendarDay | undefined =>
  [facts['givenOn'], facts['lastOn']].find(isCalendarDay)
