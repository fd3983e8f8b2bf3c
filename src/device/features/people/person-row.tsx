import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { gestationOn } from '#domain/pregnancy/gestation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { ageInWords } from '#device/i18n/format.ts'
import { LevelBadge } from '#device/ui/badge.tsx'
import { Row } from '#device/ui/list.tsx'
import { StageSign } from '#device/ui/sign.tsx'
import type { Listed } from './list-people.ts'
import css from './people.module.css'

type PersonRowProps = { readonly person: Listed; readonly today: CalendarDay }

/** Name, age, stage, mother, RT, and how the last visit ended. */
export const PersonRow = memo(function PersonRow({ person: { entry, stage }, today }: PersonRowProps) {
  const { t } = useTranslation('people')
  const gestation = entry.pregnant && stage === 'ibu-hamil' ? gestationOn(entry.pregnant, today) : undefined
  const facts = [
    ageInWords(t, entry, today),
    stage === 'ibu-hamil' && (gestation ? t('pregnantWeeks', { weeks: gestation.weeks }) : t('pregnant')),
    entry.rt && t('common:rt', { rt: entry.rt }),
  ]
  return (
    <Row
      to={`/person/${entry.id}`}
      lead={
        <span className={css.stage} style={{ background: `var(--stage-${stage}-soft)` }}>
          <StageSign stage={stage} size={26} />
          <span className="visually-hidden">{t(`common:stage.${stage}`)}</span>
        </span>
      }
      title={entry.name}
      lines={[
        facts.filter(Boolean).join(' · '),
        [
          entry.motherName && t('common:mother', { name: entry.motherName }),
          entry.nik && t('common:nikMasked', { last: entry.nik.slice(-4) }),
        ]
          .filter(Boolean)
          .join(' · '),
      ]}
    >
      {entry.diedOn && <span className={css.gone}>{t('died')}</span>}
      {entry.movedOutOn && <span className={css.gone}>{t('moved')}</span>}
      {entry.lastVisit && (
        <LevelBadge
          level={
            entry.lastVisit.level === 'normal' && entry.lastVisit.incomplete
              ? 'incomplete'
              : entry.lastVisit.level
          }
        />
      )}
    </Row>
  )
})
