import { useTranslation } from 'react-i18next'
import type { PersonAnswer, RecordView } from '#protocol/messages/desk.ts'
import { momentText } from '../frame/clock.ts'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'
import { Note } from '#device/ui/states.tsx'

/** Fields that two phones wrote without knowing of each other: both values, the shown one first. */
export function ConflictCard({ answer }: { readonly answer: PersonAnswer }) {
  const { t, i18n } = useTranslation(['desk', 'fields'])
  const records: readonly RecordView[] = [
    answer.person,
    ...(answer.household ? [answer.household] : []),
    ...answer.records,
  ]
  const conflicts = records.flatMap((record) => record.conflicts)
  if (conflicts.length === 0) return null
  const nameOf = (field: string) =>
    t([`desk:fields.${field}`, `fields:${field}.label`], { defaultValue: field })
  return (
    <Card title={t('person.conflicts')}>
      <Note look="warning">{t('person.conflictsText')}</Note>
      {conflicts.map((conflict, i) => (
        <Facts
          key={i}
          facts={conflict.values.map((one, j) => [
            `${nameOf(conflict.field)} ${j + 1}`,
            `${valueText(one.value)} · ${momentText(one.writtenAt, i18n.language)}`,
          ])}
        />
      ))}
    </Card>
  )
}

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
