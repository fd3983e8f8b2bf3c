import { useTranslation } from 'react-i18next'
import type { AnswerValue, Finding } from '#domain/instruments/instrument.ts'
import { instrumentById } from '#domain/instruments/index.ts'
import { shownLevelOf } from '#domain/instruments/shown-level.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import type { PersonAnswer, RecordView } from '#protocol/messages/desk.ts'
import { AmendmentList } from '#device/visit-words/amendment-list.tsx'
import { showAnswer } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { formatDay } from '#device/i18n/format.ts'
import { momentText } from '../frame/clock.ts'
import { LevelBadge, StageBadge } from '#device/ui/badge.tsx'
import { Card } from '#device/ui/card.tsx'
import { More } from '../frame/more.tsx'
import { FindingList } from '../visits/finding-list.tsx'
import visits from '../visits/visits.module.css'
import css from './people.module.css'

type VisitCardProps = {
  readonly visit: PersonAnswer['visits'][number]
  readonly records: readonly RecordView[]
  readonly named: PersonAnswer['named']
}

/** A visit with its findings, and what was measured and answered; with others of the day for which it stands. */
export function VisitCard({ visit, records, named }: VisitCardProps) {
  const { t, i18n } = useTranslation(['desk', 'desk-same', 'common'])
  const language = i18n.language
  const record = records.find(({ id }) => id === visit.id)
  return (
    <Card
      title={formatDay(visit.visitedOn, language)}
      aside={
        <span className={css.visitHead}>
          <LevelBadge level={shownLevelOf(visit)} />
          <StageBadge stage={visit.card} />
        </span>
      }
    >
      {/* As the domain on the server wrote it; the schema has checked its shape. */}
      <FindingList findings={visit.findings as readonly Finding[]} />
      {record && (
        <AmendmentList
          fields={record.fields}
          instrument={visit.instrument}
          named={named}
          mayRead={() => true}
        />
      )}
      <More title={t('person.answers')}>
        <AnswerList instrument={visit.instrument} record={record} />
      </More>
      {visit.beside.length > 0 && (
        <More title={t('desk-same:beside', { count: visit.beside.length })}>
          {visit.beside.map((other) => (
            <VisitCard key={other.id} visit={{ ...other, beside: [] }} records={records} named={named} />
          ))}
        </More>
      )}
      <p className={visits.soft}>{t('receivedAt', { time: momentText(visit.receivedAt, language) })}</p>
    </Card>
  )
}

function AnswerList({
  instrument,
  record,
}: {
  readonly instrument: string
  readonly record: RecordView | undefined
}) {
  const words = useWords()
  const shown = (instrumentById(instrument)?.fields ?? []).flatMap((field) => {
    const value = record?.fields[field.id] as AnswerValue | null | undefined
    if (value === undefined || value === null) return []
    if (!hasValue(value) && typeof value !== 'object') return []
    return [[words.t(`fields:${field.id}.label`), showAnswer(words, field, value)] as const]
  })
  if (shown.length === 0) return <p>{words.t('desk:person.noAnswers')}</p>
  return (
    <dl className={visits.answers}>
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
