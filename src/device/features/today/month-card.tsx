import { useTranslation } from 'react-i18next'
import { type CardId, cardIds } from '#domain/instruments/instrument.ts'
import { shownLevels } from '#domain/instruments/shown-level.ts'
import { type CalendarDay, monthOf } from '#domain/time/calendar-day.ts'
import { formatMonth } from '#device/i18n/format.ts'
import type { MonthTally } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { Card } from '#device/ui/card.tsx'
import { LevelSign, StageSign } from '#device/ui/sign.tsx'
import { LoadNote } from '#device/ui/load-note.tsx'
import { LoadingState } from '#device/ui/states.tsx'
import css from './today.module.css'

/** The month's visits by stage, and under each stage by level. */
export function MonthCard({ today }: { readonly today: CalendarDay }) {
  const { t, i18n } = useTranslation('today')
  const month = monthOf(today)
  const tally = useLive((store) => store.tally(month), [month])
  const contact = useLive((store) => store.contact())
  if (!tally || !contact) return <LoadingState rows={2} />
  const cards = cardIds.filter((card) => countOf(tally, card) > 0)
  const total = cards.reduce((sum, card) => sum + countOf(tally, card), 0)
  return (
    <Card
      title={t('month.title', { month: formatMonth(month, i18n.language) })}
      aside={total > 0 && <strong>{t('month.visits', { count: total })}</strong>}
    >
      {!contact.firstLoadDone && <LoadNote load={contact.load}>{t('month.notLoaded')}</LoadNote>}
      {total === 0 && contact.firstLoadDone && <p>{t('month.empty')}</p>}
      {cards.map((card) => (
        <StageCounts key={card} card={card} tally={tally} />
      ))}
    </Card>
  )
}

const countOf = (tally: MonthTally, card: CardId) =>
  Object.values(tally[card] ?? {}).reduce((sum, count) => sum + (count ?? 0), 0)

function StageCounts({ card, tally }: { readonly card: CardId; readonly tally: MonthTally }) {
  const { t } = useTranslation()
  const counts = tally[card] ?? {}
  return (
    <div className={css.stage}>
      <p className={css.stageHead}>
        <StageSign stage={card} />
        <span>{t(`stage.${card}`)}</span>
        <strong>{countOf(tally, card)}</strong>
      </p>
      <ul className={css.levels}>
        {shownLevels
          .filter((level) => (counts[level] ?? 0) > 0)
          .map((level) => (
            <li
              key={level}
              className={css.level}
              style={{ background: `var(--level-${level}-soft)`, color: `var(--level-${level}-ink)` }}
            >
              <LevelSign level={level} size={20} />
              {t(`level.${level}`)} <strong>{counts[level]}</strong>
            </li>
          ))}
      </ul>
    </div>
  )
}
