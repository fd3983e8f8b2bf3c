import type { RecordView } from '#protocol/messages/desk.ts'
import { nothingSchema } from '#protocol/messages/access.ts'
import { type FieldValue, recordKinds } from '#protocol/mutation.ts'
import type { PosyanduDayFields, VisitFields } from '#protocol/records/fields.ts'
import { showToast } from '#device/ui/toast.tsx'
import { type Contest, ConflictList, type ContestedValue } from '#device/visit-words/conflict-list.tsx'
import type { Named } from '#device/visit-words/record-words.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { call } from '../api/call.ts'
import { useProblemWords } from '../use-problem.ts'

type CardProps = {
  readonly records: readonly RecordView[]
  readonly named: Named | undefined
  readonly onSettled: () => void
}

/** Fields that two phones wrote without knowing of each other: the nakes chooses, nothing is lost. */
export function ConflictCard({ records, named, onSettled }: CardProps) {
  const { t } = useWords()
  const say = useProblemWords()
  const contests = records.flatMap((record) => contestsOf(record, t('visit:conflict.puskesmas')))
  if (contests.length === 0) return null
  const settle = async ({ recordId, field, values }: Contest, { stamp }: ContestedValue) => {
    const body = { field, chosen: stamp, seen: values.map((one) => one.stamp) }
    const result = await call(nothingSchema, `/api/v1/records/${recordId}/settle`, { method: 'POST', body })
    if (!result.ok) return say(result.problem)
    showToast(t('visit:conflict.settled'))
    onSettled()
    return undefined
  }
  return <ConflictList contests={contests} named={named} onSettle={settle} />
}

function contestsOf(record: RecordView, puskesmas: string): readonly Contest[] {
  const { id, fields, conflicts } = record
  const kind = recordKinds.find((known) => known === record.kind)
  if (!kind) return []
  const { instrument, visitedOn, heldOn, posyanduId } = fields as VisitFields & PosyanduDayFields
  const on = visitedOn ?? heldOn
  return conflicts.map(({ field, values }) => ({
    recordId: id,
    kind,
    ...(instrument !== undefined && { instrument }),
    ...(on !== undefined && { on }),
    ...(posyanduId !== undefined && { posyanduId }),
    field,
    values: values.map(({ stamp, value, writtenAt, by }) => ({
      stamp,
      value: value as FieldValue,
      writtenAt,
      by: by?.name ?? puskesmas,
      ...(by && { enrolledAt: by.enrolledAt }),
    })),
  }))
}
