import { useState } from 'react'
import { formatDay, formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { Note } from '#device/ui/states.tsx'
import type { FieldValue, RecordKind } from '#protocol/mutation.ts'
import css from './conflict-list.module.css'
import { fieldLabel, type Named, recordValue } from './record-words.ts'
import { useWords } from './use-words.ts'

/** One of two or more values of a field, with who wrote it. */
export type ContestedValue = {
  readonly stamp: string
  readonly value: FieldValue
  /** ms. */
  readonly writtenAt: number
  /** Whose phone wrote it, in words. */
  readonly by: string
  /** When that phone was enrolled, ms, where it is to be told. */
  readonly enrolledAt?: number
}

export type Contest = {
  readonly recordId: string
  readonly kind: RecordKind
  /** Of a visit. */
  readonly instrument?: string
  /** The day of a visit, or the posyandu day. */
  readonly on?: string
  /** Of what carries one. */
  readonly posyanduId?: string
  readonly field: string
  /** The one that is shown first. */
  readonly values: readonly ContestedValue[]
}

type ListProps = {
  readonly named?: Named | undefined
  readonly contests: readonly Contest[]
  /** Writes the choice; absent for those who may not choose. Gives what went wrong, in words. */
  readonly onSettle?: ((contest: Contest, chosen: ContestedValue) => Promise<string | undefined>) | undefined
}

/** Fields that two phones wrote without knowing of each other: who wrote what, when, and for nakes the choice. */
export function ConflictList({ contests, named, onSettle }: ListProps) {
  const words = useWords()
  const { t } = words
  return (
    <Card title={t('visit:conflict.title')}>
      <Note look="warning">
        <p>{t('visit:conflict.text')}</p>
        {!onSettle && <p>{t('visit:conflict.waits')}</p>}
      </Note>
      <ul className={css.contests}>
        {contests.map((contest) => (
          <li key={`${contest.recordId} ${contest.field}`}>
            <strong>{titleOf(words, contest, named)}</strong>
            <ul className={css.values}>
              {contest.values.map((one) => (
                <Value key={one.stamp} contest={contest} named={named} one={one} onSettle={onSettle} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  )
}

type ValueProps = {
  readonly contest: Contest
  readonly named: Named | undefined
  readonly one: ContestedValue
  readonly onSettle: ListProps['onSettle']
}

function Value({ contest, named, one, onSettle }: ValueProps) {
  const words = useWords()
  const { t, language } = words
  const [isAsked, setAsked] = useState(false)
  const [problem, setProblem] = useState<string>()
  const value = recordValue(words, contest.field, one.value, { instrument: contest.instrument, named })
  return (
    <li className={css.value}>
      <span className={css.figure}>{value}</span>
      <span>
        {t('visit:conflict.wrote', {
          by: one.by,
          time: formatMoment(one.writtenAt, systemClock.now(), language),
        })}
        {one.enrolledAt !== undefined &&
          ` · ${t('visit:conflict.since', { date: formatMoment(one.enrolledAt, systemClock.now(), language) })}`}
      </span>
      {onSettle && <Button onPress={() => setAsked(true)}>{t('visit:conflict.choose')}</Button>}
      {isAsked && onSettle && (
        <ConfirmSheet
          title={t('visit:conflict.ask', { value })}
          confirm={t('visit:conflict.choose')}
          onCancel={() => setAsked(false)}
          onConfirm={async () => {
            const trouble = await onSettle(contest, one)
            setProblem(trouble)
            if (trouble === undefined) setAsked(false)
          }}
        >
          <p>{t('visit:conflict.askText')}</p>
          {problem !== undefined && <Note look="error">{problem}</Note>}
        </ConfirmSheet>
      )}
    </li>
  )
}

function titleOf(
  words: ReturnType<typeof useWords>,
  { field, kind, on, posyanduId }: Contest,
  named: Named | undefined,
): string {
  const { t, language } = words
  const label = fieldLabel(words, field)
  const date = on === undefined ? '' : formatDay(on, language)
  const posyandu = (posyanduId !== undefined && named?.[posyanduId]) || ''
  const what = t([`visit:conflict.${kind}`, 'visit:conflict.other'], { date, posyandu })
  return t('visit:conflict.of', { label, what })
}
