import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { shownLevelOf } from '#domain/instruments/shown-level.ts'
import type { VisitLine } from '#protocol/messages/desk.ts'
import { formatDay } from '#device/i18n/format.ts'
import { momentText } from '../frame/clock.ts'
import { LevelBadge, StageBadge } from '#device/ui/badge.tsx'
import type { Finding } from '#domain/instruments/instrument.ts'
import { FindingList } from './finding-list.tsx'
import css from './visits.module.css'

/** A visit as it arrived: who, where, when, and what it means. */
export function VisitItem({ visit, posyandu }: { readonly visit: VisitLine; readonly posyandu: string }) {
  const { t, i18n } = useTranslation(['desk', 'common'])
  const shown = shownLevelOf(visit)
  return (
    <li className={css.visit} style={{ borderColor: `var(--level-${shown})` }}>
      <div className={css.who}>
        <Link to={`/warga/${visit.personId}`} className={css.name}>
          {visit.personName ?? t('noName')}
        </Link>
        <span className={css.badges}>
          <LevelBadge level={shown} />
          <StageBadge stage={visit.card} />
        </span>
        <span className={css.soft}>
          {[posyandu, formatDay(visit.visitedOn, i18n.language), visit.place && t(`place.${visit.place}`)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className={css.soft}>
          {t('receivedAt', { time: momentText(visit.receivedAt, i18n.language) })}
        </span>
        {visit.conflicts.length > 0 && <span className={css.conflict}>{t('conflict')}</span>}
      </div>
      {/* As the domain on the server wrote it; the schema has checked its shape. */}
      <FindingList findings={visit.findings as readonly Finding[]} />
    </li>
  )
}
