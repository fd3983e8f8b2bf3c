import { useTranslation } from 'react-i18next'
import { shownLevelOf } from '#domain/instruments/shown-level.ts'
import type { PersonLine } from '#protocol/messages/desk.ts'
import type { BirthDatePrecision } from '#protocol/records/fields.ts'
import { ageInWords, formatDay } from '#device/i18n/format.ts'
import { useToday } from '#device/platform/today.ts'
import { LevelBadge, StageBadge } from '#device/ui/badge.tsx'
import { Row } from '#device/ui/list.tsx'
import { useSession } from '../session.ts'
import css from './people.module.css'

/** Somebody of the nakes's posyandu in a list, and how their last visit ended. */
export function PersonRow({ person }: { readonly person: PersonLine }) {
  const { t, i18n } = useTranslation(['desk', 'common'])
  const today = useToday()
  const { me } = useSession()
  const posyandu = me.posyandu.find(({ id }) => id === person.posyanduId)?.name
  // A code of a newer edition is none of the exact ones, so `about` is said.
  const birthDatePrecision = person.birthDatePrecision as BirthDatePrecision | undefined
  const age = ageInWords(t, { birthDate: person.birthDate, birthDatePrecision }, today)
  const { lastVisit } = person
  return (
    <Row
      to={`/warga/${person.id}`}
      title={person.name ?? t('noName')}
      lines={[
        [
          person.sex && t(`common:sex.${person.sex}`),
          age,
          person.motherName && t('common:mother', { name: person.motherName }),
          person.rt && t('common:rt', { rt: person.rt }),
        ]
          .filter(Boolean)
          .join(' · '),
        [
          posyandu,
          person.nik ? t('people.nik', { nik: person.nik }) : t('people.noNik'),
          lastVisit && t('people.lastVisit', { date: formatDay(lastVisit.visitedOn, i18n.language) }),
        ]
          .filter(Boolean)
          .join(' · '),
      ]}
    >
      <span className={css.badges}>
        <StageBadge stage={person.card ?? 'unknown'} />
        {lastVisit && <LevelBadge level={shownLevelOf(lastVisit)} />}
        {marksOf(person).map((mark) => (
          <span key={mark} className={css.mark}>
            {t(`marks.${mark}`)}
          </span>
        ))}
      </span>
    </Row>
  )
}

function marksOf(person: PersonLine): string[] {
  return [
    person.demo && 'demo',
    person.conflict && 'conflict',
    person.voided && 'voided',
    person.diedOn && 'died',
    person.movedOutOn && 'moved',
  ].filter((mark) => typeof mark === 'string')
}
